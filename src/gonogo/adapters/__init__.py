"""Call shapes of the trainers, one thin file each; what is right is decided in :mod:`gonogo.reward`.

====================  =========================================================  ============================
file                  trainer                                                    the trainer calls it
====================  =========================================================  ============================
``adapters.trl``      TRL (GRPO, RLOO, AsyncGRPO); axolotl and unsloth, which    once per batch, by keyword
                      take TRL's reward functions
``adapters.verl``     verl (reward loop; ``batch`` manager of older versions)    once per sample, in threads
``adapters.openrlhf`` OpenRLHF (a reward function in a Python file)              once per sample, in threads
====================  =========================================================  ============================

No file imports its trainer, nor torch, when it is imported.
"""
