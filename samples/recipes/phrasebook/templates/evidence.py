"""Exhibits, documents, money, numbers and clarification."""

TEXT = """
C|我想提交{exhibit}。|I would like to offer {exhibit}.
C|{exhibit}是{name}的{thing}。|{exhibit} is {name}'s {thing}.
C|请看{exhibit}。|Please look at {exhibit}.
C|请看{exhibit}{page}。|Please look at {exhibit}, {page}.
C|请看{page}{line}。|Please look at {page}, {line}.
C|你认得{exhibit}吗？|Do you recognize {exhibit}?
R|认得，那是我的{thing}。|Yes, that is my {thing}.
R|认得，那是我{relative}的{thing}。|Yes, that is my {relative}'s {thing}.
C|{exhibit}上的签名是你的吗？|Is the signature on {exhibit} yours?
R|是的，是我在{date}签的。|Yes, I signed it on {date}.
J|{exhibit}被接受为证据。|{exhibit} is admitted into evidence.
J|{exhibit}不被接受为证据。|{exhibit} is not admitted into evidence.
J|律师，你反对{exhibit}吗？|Counsel, do you object to {exhibit}?
C|我不反对{exhibit}。|I do not object to {exhibit}.
C|我反对{exhibit}，因为没有翻译件。|I object to {exhibit} because there is no translation.
J|{exhibit}有{pages}。|{exhibit} has {pages}.
J|申请人提交了{copies}。|The respondent filed {copies}.
J|本庭收到了{exhibit}和{exhibit2}。|The court has received {exhibit} and {exhibit2}.
C|谁翻译了{exhibit}？|Who translated {exhibit}?
R|{name}翻译了{exhibit}。|{name} translated {exhibit}.
C|你有没有{thing}的原件？|Do you have the original of the {thing}?
R|{thing}的原件在我{relative}那里。|My {relative} has the original of the {thing}.
R|{thing}的原件被{agency}拿走了。|{agency} took the original of the {thing}.
C|你是怎么拿到{thing}的？|How did you get the {thing}?
R|我的{relative}把{thing}寄给了我。|My {relative} mailed me the {thing}.
R|我的{relative}{month}把{thing}寄给了我。|My {relative} mailed me the {thing} in {month}.
C|你的申请书上写的是{date}，对吗？|Your application says {date}, correct?
C|你刚才说是{year}，现在说是{year2}。|You said {year} before, and now you say {year2}.
C|你刚才说是{times}，对吗？|You just said {times}, correct?
C|申请书上说你被关了{dur}，对吗？|The application says you were held for {dur}, correct?
C|申请书上说你付了{usd}，对吗？|The application says you paid {usd}, correct?
R|对，没有错。|Yes, that is correct.
R|不对，应该是{date}。|That is wrong; it should be {date}.
R|不对，应该是{dur}。|That is wrong; it should be {dur}.
R|不对，应该是{yuan}。|That is wrong; it should be {yuan}.
R|对不起，我记错了。|I am sorry, I remembered it wrong.
R|我不记得准确的日期。|I do not remember the exact date.
R|我不记得了。|I do not remember.
R|我不知道。|I do not know.
R|大概是{monthyear}。|It was around {monthyear}.
R|大概是{clock}。|It was around {clock}.
R|那天是{weekday}。|That day was a {weekday}.
R|那是{monthday}，{weekday}。|It was {monthday}, a {weekday}.
R|那时候我{age}。|I was {age} then.
R|那时候我的{relative}{age}。|My {relative} was {age} then.
C|那是农历还是公历？|Is that the lunar calendar or the solar calendar?
R|那是农历{monthday}。|That is {monthday} in the lunar calendar.
R|是公历。|It is the solar calendar.
C|你的{thing}上的生日是{date}吗？|Is the birthday on your {thing} {date}?
C|你的{thing}号码的最后四位是什么？|What are the last four digits of your {thing} number?
R|号码的最后四位是{digits}。|The last four digits are {digits}.
C|你{date}在哪里？|Where were you on {date}?
R|我{date}在{place}。|I was in {place} on {date}.
R|我{date}在{venue}上班。|I was working at the {venue} on {date}.
C|你{clock}在做什么？|What were you doing at {clock}?
R|我{clock}在家里睡觉。|I was asleep at home at {clock}.
R|我{clock}和{name}在{venue}见面。|I met {name} at the {venue} at {clock}.
C|你一共花了多少钱？|How much did you spend in total?
R|我一共花了{usd}。|I spent {usd} in total.
R|我的{relative}给了我{yuan}。|My {relative} gave me {yuan}.
R|我欠{relative}{yuan}。|I owe my {relative} {yuan}.
R|我的{relative}卖了房子，得到{yuan}。|My {relative} sold the house for {yuan}.
C|你现在的收入是多少？|What is your current income?
R|我在{uscity}每个月挣{usd}。|I earn {usd} a month in {uscity}.
C|你交税吗？|Do you pay taxes?
R|我去年交了{usd}的税。|I paid {usd} in taxes last year.
C|你能解释为什么不一样吗？|Can you explain why it is different?
R|翻译写错了日期。|The translator wrote the wrong date.
R|我当时太紧张了。|I was too nervous at that time.
C|你在{uscity}有没有犯过罪？|Have you committed any crime in {uscity}?
R|我在美国从来没有被逮捕过。|I have never been arrested in the United States.
C|你能描述一下那个{venue}吗？|Can you describe that {venue}?
R|那个{venue}有{people}上班。|{people} worked at that {venue}.
R|那个{venue}离{facility}很近。|That {venue} is very close to the {facility}.
C|然后发生了什么？|What happened then?
C|你后来怎么样了？|What became of you later?
C|你为什么这样做？|Why did you do that?
C|还有别的原因吗？|Was there any other reason?
JC|谁能证明这件事？|Who can prove this?
R|{name}可以作证。|{name} can testify.
R|我的{relative}{name}可以作证。|My {relative} {name} can testify.
R|{name}写了一封信证明这件事。|{name} wrote a letter to confirm this.
"""
