"""Leaving China, the route, the border and arrival."""

TEXT = """
C|你是什么时候离开中国的？|When did you leave China?
R|我是{date}离开中国的。|I left China on {date}.
R|我是{monthyear}从{place}离开中国的。|I left China from {place} in {monthyear}.
C|你为什么离开{place}？|Why did you leave {place}?
R|因为我害怕{agency}会逮捕我。|Because I was afraid that {agency} would arrest me.
C|你是怎么离开中国的？|How did you leave China?
R|我用{relative}的{thing}离开了中国。|I left China using my {relative}'s {thing}.
R|我的{relative}花了{yuan}帮我办{thing}。|My {relative} spent {yuan} to get me the {thing}.
C|你是怎么来到美国的？|How did you come to the United States?
R|我{vehicle}从{place}去了{country}。|I went from {place} to {country} {vehicle}.
R|我先{vehicle}到了{country}。|I first reached {country} {vehicle}.
R|我先到了{country}，然后去了{country2}。|I went to {country} first and then to {country2}.
R|我从{country}{vehicle}到了{country2}。|I traveled from {country} to {country2} {vehicle}.
C|你经过了哪些国家？|Which countries did you pass through?
R|我经过了{country}、{country2}和{country3}。|I passed through {country}, {country2}, and {country3}.
C|你在{country}待了多久？|How long did you stay in {country}?
R|我在{country}待了{dur}。|I stayed in {country} for {dur}.
C|你在{country}申请庇护了吗？|Did you apply for asylum in {country}?
R|没有，我在{country}没有申请庇护。|No, I did not apply for asylum in {country}.
R|我在{country}不安全，因为{agency}能找到我。|I was not safe in {country} because {agency} could find me.
C|你和谁一起去的？|Who did you go with?
R|我和我的{relative}一起去了{country}。|I went to {country} with my {relative}.
R|我一个人走的。|I traveled alone.
R|我们一共{people}，走了{dur}。|There were {people} in our group, and we walked for {dur}.
C|路上花了多长时间？|How long did the trip take?
R|路上一共花了{dur}。|The trip took {dur} altogether.
R|我们{clock}出发，走了{short}。|We set out at {clock} and walked for {short}.
C|谁安排了这次旅行？|Who arranged this trip?
R|我的{relative}找了蛇头。|My {relative} found a smuggler.
C|你付了蛇头多少钱？|How much did you pay the smuggler?
R|我付了蛇头{usd}。|I paid the smuggler {usd}.
R|我付给蛇头{yuan}，是向{relative}借的。|I paid the smuggler {yuan}, which I borrowed from my {relative}.
R|我先付了{usd}，后来又付了{usd2}。|I paid {usd} first and {usd2} later.
C|你的{thing}在哪里？|Where is your {thing}?
R|我的{thing}被蛇头拿走了。|The smuggler took my {thing}.
R|我的{thing}在{country}丢了。|I lost my {thing} in {country}.
R|我在{country}的{venue}丢了{thing}。|I lost the {thing} at a {venue} in {country}.
C|你是怎么通过边境的？|How did you cross the border?
R|我们半夜翻过了一座山。|We climbed over a mountain at midnight.
R|我们坐小船过了河。|We crossed the river in a small boat.
R|我们在雨林里走了{dur}。|We walked in the jungle for {dur}.
C|你是什么时候到美国的？|When did you arrive in the United States?
R|我是{date}到美国的。|I arrived in the United States on {date}.
R|我{date}{clock}到了{uscity}。|I arrived in {uscity} on {date} at {clock}.
C|你在哪里入境美国？|Where did you enter the United States?
R|我在{uscity}附近入境。|I entered near {uscity}.
C|入境的时候有没有人问你话？|Did anyone question you when you entered?
R|一位移民官员问了我{short}。|An immigration officer questioned me for {short}.
C|你告诉移民官员你害怕回国吗？|Did you tell the immigration officer that you were afraid to go back?
R|我告诉他我害怕{agency}。|I told him that I was afraid of {agency}.
R|我告诉他我害怕回到{place}。|I told him that I was afraid to return to {place}.
C|那次面谈有翻译吗？|Was there an interpreter at that interview?
R|有电话翻译，但是听不清楚。|There was a telephone interpreter, but I could not hear clearly.
R|没有人会说{language}。|Nobody spoke {language}.
C|你到美国以后住在哪里？|Where did you live after you arrived in the United States?
R|我先住在{uscity}，后来搬到了{uscity2}。|I lived in {uscity} first and later moved to {uscity2}.
R|我在{uscity}的{venue}找到了工作。|I found work at a {venue} in {uscity}.
R|我在{uscity}住了{dur}。|I lived in {uscity} for {dur}.
C|你是什么时候申请庇护的？|When did you apply for asylum?
R|我是{date}申请庇护的。|I applied for asylum on {date}.
C|你为什么等了{dur}才申请？|Why did you wait {dur} to apply?
R|因为我不知道有这个期限。|Because I did not know there was a deadline.
R|因为我没有钱请律师。|Because I had no money to hire a lawyer.
C|谁帮你填的申请表？|Who helped you fill out the application form?
R|{lawyer}的助理帮我填的。|{lawyer}'s assistant helped me fill it out.
R|{name}帮我填了申请表，收了{usd}。|{name} helped me fill out the form and charged {usd}.
C|你躲在哪里？|Where did you hide?
R|我在{relative}家躲了{dur}。|I hid at my {relative}'s home for {dur}.
R|我躲在{place}的{venue}里。|I hid inside a {venue} in {place}.
R|我从{place}逃到了{place2}。|I fled from {place} to {place2}.
R|我{clock}从后门逃走了。|I escaped through the back door at {clock}.
C|你后来回过中国吗？|Did you ever go back to China afterward?
R|没有，我再也没有回去过。|No, I never went back.
R|我{year}回去过{times}。|I went back {times} in {year}.
"""
