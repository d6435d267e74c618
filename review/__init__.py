"""Gate: assessment before award, closing report, experts and their opinions."""
