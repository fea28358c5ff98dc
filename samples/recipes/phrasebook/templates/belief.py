"""Religion, protest, reporting work, fear of return and medical matters."""

TEXT = """
C|你信什么教？|What is your religion?
R|我信{faith}。|I believe in {faith}.
R|我从{year}开始信{faith}。|I have believed in {faith} since {year}.
R|我的{relative}也信{faith}。|My {relative} also believes in {faith}.
C|你是怎么开始信{faith}的？|How did you come to believe in {faith}?
R|我的{relative}在{year}给我讲了{faith}。|My {relative} told me about {faith} in {year}.
C|你们在哪里聚会？|Where did you gather?
R|我们每{weekday}在{relative}家聚会。|We gathered at my {relative}'s home every {weekday}.
R|我们每{weekday}{clock}在{venue}聚会。|We gathered at the {venue} every {weekday} at {clock}.
C|有多少人参加？|How many people took part?
R|大概有{people}参加。|About {people} took part.
R|那天有{people}参加了{event}。|{people} took part in the {event} that day.
C|你是什么时候受洗的？|When were you baptized?
R|我是{date}受洗的。|I was baptized on {date}.
R|我是{date}在{place}受洗的。|I was baptized in {place} on {date}.
C|你有没有参加过{event}？|Did you ever take part in a {event}?
R|我在{year}参加了{place}的{event}。|I took part in a {event} in {place} in {year}.
R|我{date}参加了{event}。|I took part in the {event} on {date}.
R|我参加过{times}{event}。|I took part in a {event} {times}.
C|谁组织了那次{event}？|Who organized that {event}?
R|{name}组织了那次{event}。|{name} organized that {event}.
R|我的{relative}和{name}组织了{event}。|My {relative} and {name} organized the {event}.
C|{event}上发生了什么？|What happened at the {event}?
R|{agency}冲进了{event}的现场。|{agency} stormed the {event}.
R|{agency}在{event}上抓走了{people}。|{agency} took away {people} at the {event}.
R|我举着{thing}站在前面。|I stood at the front holding the {thing}.
R|我们在{venue}散发了{thing}的复印件。|We handed out copies of the {thing} at the {venue}.
R|我们要求释放{name}。|We demanded the release of {name}.
C|你为什么参加？|Why did you take part?
R|我同情{group}。|I felt sympathy for {group}.
R|我帮助过{place}的{group}。|I helped {group} in {place}.
R|{agency}一直迫害{group}。|{agency} kept persecuting {group}.
C|你拍摄了{thing}吗？|Did you film the {thing}?
R|我在{place}拍摄了{facility}。|I filmed the {facility} in {place}.
R|我{date}在{place}拍摄了{facility}。|I filmed the {facility} in {place} on {date}.
C|你为什么拍摄{facility}？|Why did you film the {facility}?
R|我想让大家知道真相。|I wanted everyone to know the truth.
C|你把{thing}交给谁了？|Whom did you give the {thing} to?
R|我把{thing}交给了我的{relative}。|I gave the {thing} to my {relative}.
R|我把{thing}交给了{name}。|I gave the {thing} to {name}.
R|我把{thing}藏在{venue}里。|I hid the {thing} inside the {venue}.
R|我把{thing}寄到了{country}。|I sent the {thing} to {country}.
C|你在网上发表了什么？|What did you publish online?
R|我发表了{pages}关于{facility}的报告。|I published {pages} of reports about the {facility}.
R|我发表了关于{group}的文章。|I published articles about {group}.
R|我的文章{dur}以后被删除了。|My article was deleted after {dur}.
R|有{percent}的人看过我的文章。|{percent} of the people read my article.
C|谁告诉你这件事的？|Who told you about this?
R|是我的{relative}告诉我的。|My {relative} told me.
R|{name}在{month}告诉我的。|{name} told me in {month}.
R|我采访了{people}。|I interviewed {people}.
R|我在{place}采访了{people}。|I interviewed {people} in {place}.
C|你采访了{group}吗？|Did you interview {group}?
R|我采访过{group}{times}。|I interviewed {group} {times}.
C|你为什么害怕回到{place}？|Why are you afraid to return to {place}?
C|如果你回到中国会发生什么？|What would happen if you returned to China?
R|我相信{agency}会把我关进{facility}。|I believe {agency} would put me in the {facility}.
R|{agency}会把我关{years}。|{agency} would lock me up for {years}.
R|{agency}会把我和我的{relative}都抓起来。|{agency} would arrest both me and my {relative}.
R|如果我回到{place}，我会被杀死。|If I return to {place}, I will be killed.
C|你能不能搬到{place}去住？|Could you move to {place} to live?
R|不能，{agency}在{place}也能找到我。|No, {agency} could find me in {place} too.
C|他们怎么会知道你回国了？|How would they know that you had returned?
R|机场有人脸识别系统。|The airport has a facial recognition system.
R|{agency}有我的{thing}。|{agency} has my {thing}.
R|我很害怕。|I am very afraid.
R|我每天都做噩梦。|I have nightmares every day.
C|你有没有去看医生？|Did you see a doctor?
R|我在{place}的{venue}看了医生。|I saw a doctor at a {venue} in {place}.
R|我在医院住了{dur}。|I stayed in the hospital for {dur}.
R|我{date}去了医院，住了{dur}。|I went to the hospital on {date} and stayed for {dur}.
C|你有什么症状？|What symptoms do you have?
R|我有{symptom}和{symptom2}。|I have {symptom} and {symptom2}.
R|我的{relative}有{symptom}。|My {relative} has {symptom}.
R|我有{symptom}已经{dur}了。|I have had {symptom} for {dur}.
C|你现在吃药吗？|Are you taking medication now?
R|我每天吃药{times}。|I take medication {times} a day.
R|医生说我的{body}骨折了。|The doctor said my {body} was broken.
R|医生给我的{body}缝了针。|The doctor stitched my {body}.
C|你身上有伤疤吗？|Do you have scars on your body?
R|我的{body}上有一道伤疤。|There is a scar on my {body}.
R|医药费是{yuan}。|The medical bill was {yuan}.
R|{lawyer}给我介绍了一位心理医生。|{lawyer} referred me to a psychologist.
R|我看了{times}心理医生。|I saw a psychologist {times}.
"""
