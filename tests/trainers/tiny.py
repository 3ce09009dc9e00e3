"""A random model of 35,000 parameters with a tokenizer of the 256 bytes: enough for a trainer to run on any CPU."""

from __future__ import annotations

from typing import Any

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tokenizer() -> Any:
    """Return a tokenizer whose tokens are bytes."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE(vocab={letter: i for i, letter in enumerate(letters)}, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    whole = PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<|pad|>", eos_token="<|im_end|>",
        additional_special_tokens=["<|im_start|>"], padding_side="left",
    )  # fmt: skip
    whole.chat_template = TEMPLATE
    return whole


def model(of: Any) -> Any:
    """Return a model with random weights, always the same ones, for the tokenizer ``of``."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    torch.manual_seed(0)
    torch.set_num_threads(2)
    return Qwen2ForCausalLM(
        Qwen2Config(
            vocab_size=len(of), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
            num_key_value_heads=1, max_position_embeddings=256, pad_token_id=of.pad_token_id,
            eos_token_id=of.eos_token_id, bos_token_id=None,
        )
    )  # fmt: skip
