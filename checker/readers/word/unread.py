"""What of a Word document cannot be read, counted so that each kind of it is told once."""

from __future__ import annotations

from lxml import etree

from ...messages import say
from ...records import Record, field
from ...rules import Fault


class Unread(Record):
    """Counts of what was met and not read.

    Text of the document itself that is lost (`chunks`, `subdocuments`, `headers`, `notes`) is an error; what stands in
    another file or in a picture (`objects`, `controls`, `charts`, `pictures`: their frames) is told at level `info`.
    """

    chunks: int = 0
    subdocuments: int = 0
    headers: int = 0
    notes: int = 0
    objects: int = 0
    controls: int = 0
    charts: int = 0
    pictures: set[etree._Element] = field(default_factory=set)

    def faults(self) -> list[Fault]:
        """A fault for each kind that was met."""
        lost = [
            self.chunks
            and say(
                "文档里插入了{count}个其他格式的文件块（altChunk），其中的文字没有检查。"
                "请用 Word 打开并保存一次，使它成为正文后再检查。",
                count=self.chunks,
            ),
            self.subdocuments
            and say(
                "文档是主控文档，链接了{count}个子文档，其中的文字没有检查。请另行检查子文档。",
                count=self.subdocuments,
            ),
            self.headers
            and say(
                "有{count}处页眉或页脚已丢失，或在文档以外的文件里，没有检查。"
                "请用 Word 或 WPS 打开核对后另存为 .docx。",
                count=self.headers,
            ),
            self.notes
            and say(
                "有{count}条脚注或尾注只有注码，找不到内容，没有检查。请用 Word 或 WPS 打开核对后另存为 .docx。",
                count=self.notes,
            ),
        ]
        told = [
            self.objects
            and say(
                "文档里嵌入了{count}个其他文档（如 Word、Excel 对象），其中的文字没有检查。请另行打开检查。",
                count=self.objects,
            ),
            self.controls
            and say("文档里有{count}个 ActiveX 控件，其中的文字没有检查。请人工核对。", count=self.controls),
            self.charts and say("文档里有{count}个图表或图示读不出文字，没有检查。请人工核对。", count=self.charts),
            self.pictures
            and say(
                "文档里有{count}张较大的图片（可能是扫描件、截图或图片形式的表格），其中如有文字，没有检查。请人工核对。",
                count=len(self.pictures),
            ),
        ]
        return [
            *(Fault("part-not-read", message) for message in lost if message),
            *(Fault("part-not-read", message, level="info") for message in told if message),
        ]
