"""Longer sentences: an attorney tells a reporter about asylum cases."""

# ruff: noqa: E501 - one template a line, however long

TEXT = """
A|我从{year}开始在{uscity}做移民律师，到现在已经办过{cases}。|I have been an immigration lawyer in {uscity} since {year}, and I have handled {cases} so far.
A|我的大多数客户来自{place}和{place2}，他们在国内是{group}。|Most of my clients come from {place} and {place2}, and at home they were {group}.
A|去年我们办公室接了{cases}，其中{percent}得到了批准。|Last year our office took {cases}, and {percent} of them were approved.
A|有一位客户在{facility}被关了{dur}，出来以后一直有{symptom}。|One client was held in the {facility} for {dur} and has suffered from {symptom} ever since.
A|他在{place}当{job}，因为帮助{group}被{agency}带走。|He worked as {job} in {place} and was taken away by {agency} for helping {group}.
A|他的{relative}付了{yuan}，{agency}才同意放人。|Only after his {relative} paid {yuan} did {agency} agree to let him go.
A|他先{vehicle}到了{country}，在那里等了{dur}才拿到签证。|He first traveled to {country} {vehicle} and waited there {dur} for a visa.
A|庇护申请必须在入境以后一年之内提出，很多人不知道这个期限。|An asylum application must be filed within one year of entry, and many people do not know this deadline.
A|在{uscity}，一个案子从申请到开庭平均要等{dur}。|In {uscity}, a case waits an average of {dur} from application to hearing.
A|法官最看重的是证词前后一致，尤其是日期和数字。|What judges value most is consistent testimony, especially dates and numbers.
A|有一次，翻译把{yuan}说成了{yuan2}，法官就怀疑证人在撒谎。|Once an interpreter said {yuan2} instead of {yuan}, and the judge suspected that the witness was lying.
A|证人说的是{monthyear}，记录上却写成了{monthyear2}。|The witness said {monthyear}, but the record said {monthyear2}.
A|所以我们总是把录音重新听{times}，一句一句地核对。|So we always listen to the recording {times} and check it sentence by sentence.
A|这份录音有{short}，我们用了{dur}才整理完。|This recording is {short} long, and it took us {dur} to finish it.
A|我们最难找到的证据是{thing}，因为{agency}通常不会给。|The hardest evidence for us to find is the {thing}, because {agency} usually will not give it.
A|很多客户的{thing}被{agency}没收了，他们只能靠证词。|{agency} confiscated the {thing} of many clients, who can rely only on testimony.
A|上个月我在{uscity}为{name}辩护，听证会开了{short}。|Last month I defended {name} in {uscity}, and the hearing lasted {short}.
A|{name}的案子从{year}拖到{year2}，换过{times}法官。|{name}'s case dragged on from {year} to {year2}, and the judge changed {times}.
A|会说{language}的翻译太少了，我们有时候要等{dur}。|There are too few interpreters for {language}, and sometimes we have to wait {dur}.
A|如果当事人说的是{language}，电话翻译常常听不懂。|If the client speaks {language}, the telephone interpreter often does not understand.
A|我们收费是{usd}，付不起的人可以分期付款。|Our fee is {usd}, and those who cannot afford it may pay in installments.
A|保释金从{usd}到{usd2}不等，家人往往要向朋友借钱。|Bond ranges from {usd} to {usd2}, and families often have to borrow from friends.
A|{group}在{place}的处境从{year}以后越来越危险。|The situation of {group} in {place} has become more and more dangerous since {year}.
A|我见过一位{age}的老人，他在{facility}里失去了听力。|I met an old man, {age}, who lost his hearing in the {facility}.
A|他的{relative}至今还在{place}，每{weekday}都要去派出所报到。|His {relative} is still in {place} and must report to the police station every {weekday}.
A|没有律师的人赢的机会不到{percent}。|People without a lawyer have less than a {percent} chance of winning.
A|我希望大家明白，申请庇护不是犯罪。|I want everyone to understand that applying for asylum is not a crime.
A|做这份工作{years}以后，我还是会为这些故事流泪。|After {years} in this job, I still shed tears over these stories.
A|我记得{name}出庭那天是{date}，全家人都来了。|I remember that the day {name} appeared in court was {date}, and the whole family came.
A|法官在{clock}宣布批准，他的{relative}当场哭了。|The judge announced approval at {clock}, and his {relative} cried on the spot.
A|他告诉我，{agency}用{tool}打他，逼他承认{crime}。|He told me that {agency} beat him with {tool} to make him confess to {crime}.
A|他在{event}上被拍了照，{dur}以后{agency}就上门了。|He was photographed at the {event}, and {agency} came to his door {dur} later.
A|他本来是{job}，现在在{uscity}的{venue}打工。|He was originally {job}, and now he works at a {venue} in {uscity}.
A|有些人因为信{faith}失去了工作，有些人失去了自由。|Some people lost their jobs for believing in {faith}, and some lost their freedom.
A|政府律师常常问，为什么不在{country}申请庇护。|Government lawyers often ask why they did not apply for asylum in {country}.
A|我们请了一位医生检查他的{body}，写了{pages}的报告。|We had a doctor examine his {body}, and the doctor wrote a report of {pages}.
A|他用{thing}记录了{facility}里的情况，后来交给了{name}。|He recorded conditions inside the {facility} with his {thing} and later gave the material to {name}.
A|今年{month}，移民法院又增加了{cases}。|In {month} of this year, the immigration court added {cases} more.
"""
