"""What is said of archives."""

# ruff: noqa: E501

from __future__ import annotations

ARCHIVE: dict[str, str] = {
    # cliarchive.py
    "-o 请写本机的文件夹，结果由发起检查的机器写。": "Give -o a folder on this machine, which writes the results.",
    "archive 不用基线，已有的问题也报。": "archive uses no baseline; known findings are told as well.",
    "请用 -o 写明结果放在哪个文件夹，例如：zfcheck archive {source} -o 结果": "Say with -o which folder the results go to, for example: zfcheck archive {source} -o results",
    # archive/building.py, archive/store.py
    "无法使用结果文件夹“{folder}”：{reason}。": "Cannot use the folder of results “{folder}”: {reason}.",
    "“{folder}”里已有别的文件，不是 zfcheck archive 的结果。请换一个文件夹。": "“{folder}” holds other files, not results of zfcheck archive. Choose another folder.",
    "“{folder}”里的结果是另一版本的 zfcheck 写的。请换一个文件夹。": "The results in “{folder}” were written by another version of zfcheck. Choose another folder.",
    # archive/child.py
    "规则与开始时不同：zfcheck、规则包、插件或设置在运行中被改动，或者这台机器上的与发起检查的机器不一样。请改成一样的再运行。": "The rules are not those of the start: zfcheck, packs, plugins or settings were changed meanwhile, or differ on this machine. Make them the same and run it again.",
    # archive/daftrun.py
    "没有运行方式“{runner}”。可以写 native、ray（本机所在的集群）或 ray://主机:端口。": "There is no runner “{runner}”. Write native, ray (the cluster of this machine) or ray://HOST:PORT.",
    "没有安装 archive 需要的程序。请执行：{command}": "What archive needs is not installed. Run: {command}",
    "没有安装 Ray。请执行：{command}": "Ray is not installed. Run: {command}",
    "连不上 Ray 集群“{runner}”：{reason}": "Cannot reach the Ray cluster “{runner}”: {reason}",
    "与 Ray 集群的连接断了。已做完的部分已经保存，再运行一次会接着做。": "The connection to the Ray cluster is lost. What was done is kept; run it again to go on.",
    # archive/fetching.py
    "文件在检查过程中被删除或移走，或者检查它的机器上没有这个路径。": "The file was deleted or moved while documents were checked, or the machine that checks it has no such path.",
    "对象存储里找不到这份文稿，可能在检查过程中被删除。": "The object storage holds no such document; it may have been deleted while documents were checked.",
    "下载失败：{reason}。请核对地址、权限和网络后再运行一次。": "The download failed: {reason}. Check the address, the permissions and the network, and run it again.",
    # archive/keeper.py
    "检查用的进程没有启动。设置 ZFCHECK_DEBUG=1 后重试可看到详情。": "The process that checks did not start. Run it again with ZFCHECK_DEBUG=1 for details.",
    # archive/running.py
    "“{source}”里没有可以检查的文稿（{suffixes}）。": "“{source}” holds no document to check ({suffixes}).",
    "读取": "read",
    "检查": "checked",
    "文件在检查过程中被改动，没有检查。请再运行一次。": "The file was changed while documents were checked, and was not checked. Run it again.",
    "没有得到结果": "nothing came back",
    "Daft 没能做完：{reason}。已做完的部分已经保存，再运行一次会接着做。": "Daft could not finish: {reason}. What was done is kept; run it again to go on.",
    # archive/sources.py
    "不认识的地址“{source}”。可以写文件夹、通配的路径，或以 {known} 开头的地址。": "Unknown address “{source}”. Give a folder, a pattern of paths, or an address that starts with {known}.",
    "列不出“{source}”里的文稿：{reason}。请核对地址、权限和网络。": "Cannot list the documents in “{source}”: {reason}. Check the address, the permissions and the network.",
    # archive/summary.py
    "{documents}份文稿：这次检查{checked}份，{known}份的内容和规则都没有变，用已有的结果。": "{documents} documents: {checked} checked now; {known} with the same content and rules as before, whose results are kept.",
    "错误{error}处，警告{warning}处，提示{info}处。": "{error} errors, {warning} warnings, {info} notes.",
    "未能检查{unchecked}份，没有查全{partly}份：见 {results}/faults。": "{unchecked} could not be checked, {partly} only in part: see {results}/faults.",
    "最多的规则：": "Most frequent rules:",
    "错误和警告最多的文件夹：": "Folders with most errors and warnings:",
    "结果在“{results}”：findings、faults、documents、totals。": "The results are in “{results}”: findings, faults, documents, totals.",
}
