"""Openings, the oath, the interpreter, the record, recesses and rulings."""

TEXT = """
J|现在开庭。|We are now on the record.
J|今天是{date}。|Today is {date}.
J|今天是{date}，现在是{clock}。|Today is {date}, and the time is {clock}.
J|本庭在{uscity}审理{name}的案件。|This court in {uscity} is hearing the case of {name}.
J|本案的申请人是{name}。|The respondent in this case is {name}.
J|这个案件的编号最后四位是{digits}。|The last four digits of this case number are {digits}.
J|{lawyer}代表申请人出庭。|{lawyer} appears for the respondent.
J|{lawyer}代表政府出庭。|{lawyer} appears for the government.
J|申请人今天通过视频出庭。|The respondent appears by video today.
J|申请人需要{language}翻译。|The respondent needs an interpreter for {language}.
J|你最流利的语言是什么？|What is your best language?
R|我最流利的语言是{language}。|My best language is {language}.
R|我会说{language}和一点{language2}。|I speak {language} and a little {language2}.
JC|你会说{language}吗？|Do you speak {language}?
J|请举起你的右手。|Please raise your right hand.
J|你发誓你说的都是事实吗？|Do you swear that everything you say is the truth?
R|我发誓。|I do.
J|你听得懂翻译吗？|Do you understand the interpreter?
R|是的，我听得懂。|Yes, I understand.
R|不，我没有听清楚。|No, I did not hear that clearly.
J|翻译，请宣誓。|Interpreter, please take the oath.
I|翻译宣誓准确翻译。|The interpreter swears to interpret accurately.
I|翻译请求申请人重复这句话。|The interpreter asks the respondent to repeat that sentence.
I|翻译请求大家一个一个地说。|The interpreter asks that people speak one at a time.
I|翻译没有听清日期。|The interpreter did not hear the date.
I|翻译需要查一个词。|The interpreter needs to look up a word.
I|翻译更正：应该是{date}。|Interpreter's correction: it should be {date}.
I|翻译更正：应该是{yuan}，不是{yuan2}。|Interpreter's correction: it should be {yuan}, not {yuan2}.
JCI|请再说一遍。|Please say that again.
JCI|请你说慢一点。|Please speak more slowly.
JC|请大声一点。|Please speak louder.
J|请等翻译说完再回答。|Please wait for the interpreter to finish before you answer.
J|如果你听不懂问题，请告诉我。|If you do not understand a question, please tell me.
J|请用是或者不是回答。|Please answer yes or no.
J|如果你不知道，就说不知道。|If you do not know, say that you do not know.
J|请不要猜测。|Please do not guess.
J|视频连接清楚吗？|Is the video connection clear?
R|声音有一点断断续续。|The sound is cutting in and out a little.
R|我现在听得很清楚。|I hear very well now.
J|休庭{minutes}。|The court will take a recess of {minutes}.
J|我们休息到{clock}。|We will take a break until {clock}.
J|现在继续开庭，时间是{clock}。|We are back on the record, and the time is {clock}.
J|下一次开庭是{date}。|The next hearing is on {date}.
J|下一次开庭是{date}{clock}。|The next hearing is on {date} at {clock}.
J|本庭把本案延期到{date}。|The court continues this case until {date}.
J|请在{date}之前提交所有文件。|Please file all documents before {date}.
J|律师有{dur}的时间提交书面意见。|Counsel has {dur} to file a brief.
J|反对有效。|Objection sustained.
J|反对无效。|Objection overruled.
J|请继续。|Please continue.
J|请律师换一个问题。|Counsel, please move to another question.
C|反对，这是诱导性问题。|Objection, that is a leading question.
C|反对，这个问题已经回答过了。|Objection, that question has been answered.
C|反对，这与本案无关。|Objection, that is not relevant to this case.
C|反对，证人没有亲眼看到。|Objection, the witness did not see it personally.
C|反对，律师歪曲了证词。|Objection, counsel misstates the testimony.
C|我没有其他问题了。|I have no further questions.
C|法官大人，我可以继续吗？|Your Honor, may I proceed?
C|法官大人，我请求休息{minutes}。|Your Honor, I request a break of {minutes}.
C|法官大人，我请求延期{dur}。|Your Honor, I request a continuance of {dur}.
C|法官大人，我想传{name}作证。|Your Honor, I would like to call {name} to testify.
C|法官大人，这位证人住在{uscity}。|Your Honor, this witness lives in {uscity}.
J|律师，你还有几个问题？|Counsel, how many more questions do you have?
C|我还需要{minutes}。|I need {minutes} more.
J|本庭认为申请人的证词可信。|The court finds the respondent's testimony credible.
J|本庭认为申请人的证词不可信。|The court finds the respondent's testimony not credible.
J|本庭批准庇护申请。|The court grants the asylum application.
J|本庭驳回庇护申请。|The court denies the asylum application.
J|双方有{dur}的时间上诉。|Both parties have {dur} to appeal.
C|我们保留上诉的权利。|We reserve the right to appeal.
C|我们放弃上诉。|We waive appeal.
J|本庭把保释金定为{usd}。|The court sets bond at {usd}.
C|我们请求把保释金降到{usd}。|We ask that bond be lowered to {usd}.
C|申请人在{uscity}有{people}愿意担保。|The respondent has {people} in {uscity} willing to sponsor him.
C|政府反对保释，因为申请人可能逃跑。|The government opposes bond because the respondent may flee.
R|我的{relative}愿意付{usd}的保释金。|My {relative} is willing to pay a bond of {usd}.
J|保释以后你会住在哪里？|Where will you live after release on bond?
R|我会住在{uscity}，和我的{relative}在一起。|I will live in {uscity} with my {relative}.
J|今天就到这里。|That is all for today.
J|你有什么要补充的吗？|Do you have anything to add?
R|没有，谢谢法官。|No, thank you, Judge.
R|谢谢法官给我时间。|Thank you, Judge, for giving me time.
JC|你明白这个问题吗？|Do you understand the question?
R|我不明白这个问题。|I do not understand the question.
JC|你确定吗？|Are you sure?
R|我确定。|I am sure.
R|我不太确定。|I am not quite sure.
J|请{lawyer}开始提问。|{lawyer}, please begin your questions.
J|{lawyer}，你有问题要问证人吗？|{lawyer}, do you have questions for the witness?
J|这次听证会预计需要{short}。|This hearing is expected to take {short}.
J|申请人已经被移民局关押了{dur}。|The respondent has been held in immigration detention for {dur}.
J|本庭在{date}收到了申请书。|The court received the application on {date}.
J|法院地点是{uscity}的{room}。|The court is in {uscity}, {room}.
"""
