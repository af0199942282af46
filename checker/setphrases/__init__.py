"""Set phrases (固定提法): the ways to write them, texts that are nearly one, lists with members misplaced."""
