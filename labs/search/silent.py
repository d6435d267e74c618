"""Words of a sentence that name no need; the sentence is searched without them."""

import re

# What looks like a silent word inside another one.
PROTECTED = (
    "目的|了解|饱和|中和|缓和|共和|亲和|温和|参与|理想|思想|成都|首都|请求|被动|让步|有机|有色|对比|成对|给水|给药|在线|在位|"
    "委托开发|自吸|和谐|模拟与|与会|大都|都市|实是|找平|做旧"
)
SILENT = (
    "请问|我们想要|我们需要|我们想|我们要|我们|我司|我公司|本公司|公司|想要|想找|希望|打算|准备|需要|需求|请帮忙|帮忙|帮我|谁能|谁可以|哪里可以|哪里能|"
    "哪里有|哪里|哪家|哪个|哪些|什么|怎么样|怎么|怎样|如何|能不能|能否|可不可以|可以|可否|是否|是不是|有没有|有无|一下|一个|一种|一些|一款|一批|这个|这种|"
    "这些|那个|这批|以及|或者|还有|为了|用于|用来|关于|对于|针对|进行|不知道|想知道|看看|委托|一家|专业的|相关|的|了|吗|呢|吧|啊|我|你|您|想|请|把|被|让|"
    "是|做|找|谁|也|都|和|与|或|们|给|帮"
)
# A protected word is group 1 and stays.
PLAIN = re.compile(f"({PROTECTED})|(?:{SILENT})")
SILENT_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "a an the of for and or to in on at we i you my our your want need needs needed looking look find who can "
        "could do does is are be with how what where which please some any that this have has get would like help us by from",
    )
)
