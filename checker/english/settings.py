"""What is said of settings, ignore notes and baselines."""

# ruff: noqa: E501

from __future__ import annotations

SETTINGS: dict[str, str] = {
    # baseline.py
    "“{path}”不是 zfcheck 的基线文件（schema 应为 {schema}）。请核对文件名。": "“{path}” is no baseline of zfcheck (its schema should be {schema}). Check the name.",
    "“{path}”里“{name}”的第{number}条写法有误，基线文件可能被改过。请用 zfcheck baseline 重新记录。": "Entry {number} of “{name}” in “{path}” is malformed; the baseline may have been edited. Record it again with zfcheck baseline.",
    "找不到基线文件“{path}”。先用 zfcheck baseline {path} 文件… 记录一份。": "There is no baseline “{path}”. Record one first: zfcheck baseline {path} FILES…",
    "无法读取基线文件“{path}”：{reason}。": "Cannot read the baseline “{path}”: {reason}.",
    "{place}：不是 JSON，基线文件可能已损坏。请用 zfcheck baseline 重新记录。": "{place}: this is not JSON; the baseline may be damaged. Record it again with zfcheck baseline.",
    "基线里已有": "known to the baseline",
    "这条规则现在不起作用：它被关闭，或者它的规则包没有启用。": "This rule is not in force: it was switched off, or its pack is not in use.",
    # cli.py, clicheck.py, clioptions.py, clisettings.py
    "--json 和 --text 不能一起用。": "--json and --text do not go together.",
    "设置或规则包有误，没有检查：": "Settings or a pack are wrong, nothing was checked:",
    "基线“{path}”里有{count}处已经不再出现，可用 zfcheck baseline {path} 文件… --prune 清理。": "{count} entries of the baseline “{path}” no longer occur; take them out with zfcheck baseline {path} FILES… --prune.",
    "给出的文稿都按设置里的 exclude 跳过了。": "The settings exclude all the documents named.",
    "--config 和 --no-config 不能一起用。": "--config and --no-config do not go together.",
    "找不到设置文件“{path}”。请核对文件名和所在文件夹。": "There is no settings file “{path}”. Check the name and folder.",
    "找不到插件“{path}”。请核对文件名和所在文件夹。": "There is no plugin at “{path}”. Check the name and folder.",
    "设置": "setting",
    "值": "value",
    "出自": "from",
    "没有可以检查的文稿。": "There is no document to check.",
    "基线“{path}”：删去{gone}处，还有{after}处。": "Baseline “{path}”: {gone} entries taken out, {after} left.",
    "基线“{path}”：共{after}处（原有{before}处）。": "Baseline “{path}”: {after} findings ({before} before).",
    "没有找到设置文件（zfcheck.yaml），以下是命令行和默认值。": "There is no settings file (zfcheck.yaml); this is what the command line says, and the defaults.",
    "设置文件：{path}": "Settings file: {path}",
    "默认": "default",
    "标准输入没有名字，不能记进基线。请给出文件。": "Standard input has no name to be recorded under. Name a file.",
    # packsettings.py
    "规则“{name}”已由规则包“{pack}”关闭（adjust 里写了 off），请在那里改。": "Rule “{name}” is switched off by pack “{pack}” (off under adjust); change it there.",
    "{where} 里的规则“{name}”不存在。{hint}": "{where} names a rule “{name}” that does not exist. {hint}",
    "规则 {rule} 不允许关闭或降级（规则包里写了 ignorable: false）。": "Rule {rule} may not be switched off or lowered (its pack says ignorable: false).",
    "规则 {rule} 不允许改动（规则包里写了 ignorable: false）。": "Rule {rule} may not be changed (its pack says ignorable: false).",
    # plugins.py
    "“{path}”里没有 {name}": "there is no {name} in “{path}”",
    "“{path}”不是 Python 文件": "“{path}” is no Python file",
    # sidecar.py
    "文稿旁的忽略文件有误，没有起作用：{problems}": "The ignore file beside the document is wrong and has no effect: {problems}",
    # settings/
    "zfcheck 设置": "zfcheck settings",
    "这里有两个设置文件：{first} 和 {second}。请只留一个。": "There are two settings files here, {first} and {second}. Keep one of them.",
    "extends 里的设置文件“{path}”不存在。路径从本文件所在的文件夹算起。": "extends names a settings file “{path}” that does not exist. Paths start at the folder of this file.",
    "设置文件里不能指定插件：插件是程序，只能由运行的人安装，或用 --plugin 指定。": "A settings file cannot name plugins: they are programs, and only who runs zfcheck may install one or name it with --plugin.",
    "“paths”没有写路径。对所有文稿有效的设置请写在最外层。": "“paths” names no path. What holds for all documents belongs at the top.",
    "路径“{pattern}”写法有误，写法同 .gitignore。": "The path “{pattern}” is malformed; it is written as in a .gitignore.",
    "设置文件互相 extends：“{path}”。": "Settings files extend one another: “{path}”.",
    "找不到词表文件“{path}”。路径从本文件所在的文件夹算起。": "There is no word list “{path}”. Paths start at the folder of this file.",
    "词表文件“{path}”不是 UTF-8 编码，请另存为 UTF-8。": "The word list “{path}” is not UTF-8. Save it as UTF-8.",
    "无法读取词表文件“{path}”：{reason}。": "Cannot read the word list “{path}”: {reason}.",
    # suppress.py
    "看不懂的忽略标记“{word}”，应为 ignore、ignore-start、ignore-end 或 ignore-file": "The ignore note says “{word}”; it should say ignore, ignore-start, ignore-end or ignore-file",
    "忽略标记已经没有用处：它所管的范围里没有 {rules} 的问题": "The ignore note is of no use any more: {rules} finds nothing where it speaks of",
    "{place} 的忽略已经没有用处：没有 {rules} 的问题": "The ignore entry at {place} is of no use any more: {rules} finds nothing",
    "ignore-end 前面没有对应的 ignore-start": "There is no ignore-start before this ignore-end",
    "自己的词表里有“{word}”": "“{word}” is in the list of accepted words",
    "忽略标记没有写忽略哪条规则，没有起作用": "The ignore note names no rule and has no effect",
    "忽略标记没有写理由，没有起作用": "The ignore note gives no reason and has no effect",
    # writers/explain.py
    "规则包规定这一条不能忽略。": "The pack does not allow this rule to be ignored.",
    "这一次：": "once: ",
    "文稿里的一处：": "at one place of a document: ",
    "理由": "REASON",
    "（Word 里写成批注）": " (in Word as a comment)",
    "一直：": "always: ",
    "在 zfcheck.yaml 里写": "in zfcheck.yaml",
    # writers/text.py
    "；另有{count}处没有列出": "; {count} more not listed",
    "按文稿里的忽略标记": "ignore notes",
    "按文稿旁的忽略文件": "the ignore file",
    "按设置里的词表": "accepted words",
    "按基线": "the baseline",
    "{name}{count}处": "{name} {count}",
    "另有{count}处没有列出：{parts}。": "{count} more not listed: {parts}.",
}
