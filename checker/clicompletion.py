"""The command `completion`, which prints the script that makes a shell complete our command lines."""

from __future__ import annotations

import click

from .clibase import OneOf
from .clihelp import Command
from .clioptions import lang
from .messages import say
from .output import StopError, emit

SHELLS = ("bash", "zsh", "fish", "powershell")
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n'
    local response completion type value files=""
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete "$1" 2>/dev/null)
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        if [[ $type == 'plain' ]]; then
            COMPREPLY+=("$value")
        else
            files=1
        fi
    done
    [[ -z $files ]] && return 0
    if [[ ${#COMPREPLY[@]} == 0 ]]; then
        compopt -o default
    else
        compopt -o filenames
        COMPREPLY+=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
    fi
    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""
"""As click's own, but words and file names may be offered together: what names no command is a file."""


@click.command(cls=Command)
@click.argument("shell", metavar="bash|zsh|fish|powershell", type=OneOf("bash|zsh|fish|powershell", SHELLS))
@lang
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """输出命令行补全的脚本：按 Tab 键补全命令、选项、规则名称和文件名。

    bash：在 ~/.bashrc 里加一行 eval "$(zfcheck completion bash)"，重新打开终端。zsh 写在 ~/.zshrc 里，写法相同。
    fish：执行 zfcheck completion fish > ~/.config/fish/completions/zfcheck.fish。
    PowerShell：在 $PROFILE 里加一行 zfcheck completion powershell | Out-String | Invoke-Expression（要新版的 click）。
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise StopError(
            say("click 的这个版本不支持 {shell}。请用 pip install -U click 升级，或换用 bash、zsh、fish。", shell=shell)
        )
    root = ctx.find_root()
    script = made(root.command, {}, "zfcheck", "_ZFCHECK_COMPLETE")
    # Of bash's script only the template is ours: what the script asks for is answered by click's own class.
    emit(_BASH % script.source_vars() if shell == "bash" else script.source())
    return 0
