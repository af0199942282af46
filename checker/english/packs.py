"""English for packs and plugins of one's own: starting, checking and mending them."""

# ruff: noqa: E501

from __future__ import annotations

PACKS: dict[str, str] = {
    # caseword.py
    "“{text}”不是数字": "“{text}” is no number",
    # clipack.py
    "{place}: {mark}：{message}": "{place}: {mark}: {message}",
    "已写好 {path}": "Written: {path}",
    "改好后检查：zfcheck pack check {path}": "Check it after every change: zfcheck pack check {path}",
    "用它检查文稿：zfcheck {options} 文稿.docx": "Check a document with it: zfcheck {options} report.docx",
    "安装：pip install -e {path}": "Install it: pip install -e {path}",
    # packcheck/
    "{count}条规则的列表里有没有例子的项；加 --coverage 逐条列出。": "The lists of {count} rules have entries without a case; --coverage tells them one by one.",
    "{name}：正则表达式“{pattern}”遇到一长串“{pump}”会慢得查不完。不要让重复（*、+）里面再有重复，也不要让相邻的两个重复能取同样的字；写明上限，如 [^。\\n]{{0,20}}。": "{name}: the pattern “{pattern}” takes for ever on a long run of “{pump}”. Let no repetition (*, +) stand inside another, and no two neighbours take the same characters; give a limit, such as [^。\\n]{{0,20}}.",
    "规则 {rule} 的 {key}": "{key} of rule {rule}",
    "旁边没有规则包引用这个表格。请在规则包里写 include: {name}，或删去它。": "No pack beside this table includes it. Write include: {name} in the pack, or delete the table.",
    "规则 {rule} 列了{count}项，有{missing}项没有例子，如{words}。": "Rule {rule} lists {count} entries; {missing} stand in no case, such as {words}.",
    "规则 {rule} 查不出“{word}”：它被例外（except、unless 等）或同一规则里的别的词挡住了。": "Rule {rule} cannot find “{word}”: an exception (except, unless) or another word of the rule is in its way.",
    "规则名称“{id}”和规则包 {pack} 的一条相同（{place}），--select、忽略时分不清。请换一个名称。": "Rule id “{id}” is also that of a rule of pack {pack} ({place}); --select and ignoring cannot tell them apart. Choose another.",
    "“{word}”列了两次，前一处在 {place}。请删去一处。": "“{word}” is listed twice; the first is at {place}. Delete one.",
    "“{word}”列了两次，改法不同，前一处在 {place}。请留一处。": "“{word}” is listed twice with different advice; the first is at {place}. Keep one.",
    "规则 {rule} 也查“{word}”，改法不同：那里改为“{other}”，这里改为“{right}”（{place}）。请留一处。": "Rule {rule} looks for “{word}” too, with other advice: “{other}” there, “{right}” here ({place}). Keep one.",
    "规则 {rule} 说“{word}”是对的，规则 {other}（{place}）却报它有问题。请改其中一条。": "Rule {rule} calls “{word}” right, and rule {other} ({place}) flags it. Change one of them.",
    "规则 {rule} 会报“{word}”，规则 {other}（{place}）却说它是对的。请改这一条。": "Rule {rule} flags “{word}”, and rule {other} ({place}) calls it right. Change this one.",
    "规则 {rule} 的例子里，“{word}”会被规则 {other}（{place}）报出来。请核对哪一条对。": "In a case of rule {rule}, “{word}” is flagged by rule {other} ({place}). See which of them is right.",
    # packfields.py, packtree.py
    "缺少右括号": "a closing bracket is missing",
    "多了右括号": "there is a closing bracket too many",
    "*、+、? 前面没有可以重复的": "there is nothing before *, + or ? to repeat",
    "连着写了两个重复": "two repetitions stand side by side",
    "缺少右方括号": "a closing square bracket is missing",
    "末尾的反斜杠后面没有字": "there is nothing behind the last backslash",
    "缩进用了制表符，或文字以 @、`、% 这样的符号开头而没有加引号": "a tab in the indentation, or a text that begins with a sign such as @, ` or % and is not quoted",
    "这一行的冒号后面没有空格，或没有冒号": "no space after the colon of this line, or no colon",
    "缩进和上面的不一致": "the indentation differs from that above",
    "缩进和上面的不一致，或引号、括号后面还有文字": "the indentation differs from that above, or text stands behind a quotation mark or bracket",
    "从这里开始的引号没有写完": "the quotation that begins here does not end",
    "从这里开始的大括号里缺逗号，或没有写完；文字里有方括号、大括号的要加引号": "the braces that begin here lack a comma or do not end; a text with brackets or braces of its own must be quoted",
    "从这里开始的方括号里缺逗号，或没有写完；文字里有方括号、大括号的要加引号": "the square brackets that begin here lack a comma or do not end; a text with brackets or braces of its own must be quoted",
    "缩进用了制表符，要用空格": "it is indented with a tab; use spaces",
    "双引号里的反斜杠另有意思；正则表达式请用单引号": "a backslash between double quotation marks means something else; put a regular expression between single ones",
    "以 * 开头的文字要加引号": "a text that begins with * must be quoted",
    "以 | 或 > 开头的文字要加引号": "a text that begins with | or > must be quoted",
    "“- ”要写在下一行": "“- ” must stand on the next line",
    "冒号要用英文的，后面空一格：{key}: …": "the colon must be the English one with a space after it: {key}: …",
    "括号里的文字有冒号，要加引号": "a text with a colon inside brackets must be quoted",
    "一行里有两个“: ”，或缩进不对；文字里有冒号的要加引号": "two “: ” on one line, or wrong indentation; quote a text that holds a colon",
    # packjson.py
    "zfcheck 规则包": "zfcheck pack",
    "补充“{key}”的表格（.tsv）": "tables (.tsv) that add to “{key}”",
    # plugins.py, ruleset.py
    "插件名称“{name}”已被占用（zfcheck plugin list 列出已装的），请换一个文件名或名称。": "The plugin name “{name}” is taken (zfcheck plugin list shows those installed); choose another file name or name.",
    "插件“{name}”无法载入：{error}。请重新安装它（pip install），或用 pip uninstall 卸载。": "Plugin “{name}” cannot be loaded: {error}. Install it again (pip install), or take it out with pip uninstall.",
    "插件“{name}”的 {hook} 出错：{error}。请告知插件的作者，或用 --no-plugins 不载入插件。": "{hook} of plugin “{name}” failed: {error}. Tell its author, or load no plugins with --no-plugins.",
    "插件“{name}”的 {hook} 应返回列表，返回的却是 {given}。": "{hook} of plugin “{name}” should return a list, not {given}.",
    "插件“{name}”的 {hook} 返回的第 {number} 项应是 {wanted}，却是 {given}。": "Item {number} of what {hook} of plugin “{name}” returns should be {wanted}, not {given}.",
    "插件“{name}”的规则包（zfcheck_packs）有误，没有启用：{problem}": "A pack of plugin “{name}” (zfcheck_packs) has a mistake and is not in force: {problem}",
    "插件“{name}”的规则种类（zfcheck_kinds）“{kind}”与已有的重名，请换一个。": "Plugin “{name}” brings a rule kind “{kind}” (zfcheck_kinds) that exists already; choose another name.",
    "插件“{name}”的检查（zfcheck_checks）“{id}”：id 应以类别开头（{known}），如 wording/xxx。": "Check “{id}” of plugin “{name}” (zfcheck_checks): its id should begin with a category ({known}), such as wording/xxx.",
    "插件“{name}”的检查（zfcheck_checks）“{check}”缺少 {missing}。": "Check “{check}” of plugin “{name}” (zfcheck_checks) lacks {missing}.",
    "插件“{name}”的检查（zfcheck_checks）“{check}”：{reason}。": "Check “{check}” of plugin “{name}” (zfcheck_checks): {reason}.",
    "severity 应是 error、warning 或 info，不能写“{severity}”": "severity should be error, warning or info, not “{severity}”",
    "{key} 应是文字": "{key} should be a text",
    "{key} 应是一列例子": "{key} should be a list of cases",
    # starting.py
    "“{region}”不像地名，请写成 随州、随州市 或 湖北随州 这样。": "“{region}” does not look like a place; write it in Chinese, such as Suizhou or Suizhou with its province.",
    "名称“{name}”只能用小写字母、数字和连字符，以字母开头。{hint}": "Name “{name}”: use only lower-case letters, digits and hyphens, a letter first. {hint}",
    "{place}公文用语": "Wording of {place}",
    "标题只能写一行文字。": "The title must be one line of text.",
    "“{path}”已经有了，没有改动它。请换一个名称，或用 --folder 换一个文件夹。": "“{path}” is there already and was left as it is. Choose another name, or another folder with --folder.",
}
