/* Starts Swagger UI on the page of the API's documentation; nothing is loaded from elsewhere. */
"use strict";
(() => {
  const place = document.getElementById("api-docs");
  const unsafe = new Set(["POST", "PUT", "PATCH", "DELETE"]);
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.schema,
    deepLinking: true,
    docExpansion: "none",
    validatorUrl: null,
    requestInterceptor: (request) => {
      if (unsafe.has(request.method) && !request.headers.Authorization) {
        request.headers["X-CSRFToken"] = place.dataset.csrf;
      }
      return request;
    },
  });
})();
