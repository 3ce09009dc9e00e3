"""Call shapes of the trainers, one thin file each; what is right is decided in :mod:`gonogo.reward`.

==========================  =========================================================  ============================
file                        trainer                                                    the trainer calls it
==========================  =========================================================  ============================
``adapters.trl``            TRL (GRPO, RLOO, AsyncGRPO); axolotl and unsloth, which    once per batch, by keyword
                            take TRL's reward functions
``adapters.verl``           verl (reward loop; ``batch`` manager of older versions)    once per sample, in threads
``adapters.openrlhf``       OpenRLHF (a reward function in a Python file)              once per sample, in threads
``adapters.verifiers``      verifiers (v1 and before 0.4), on which prime-rl trains    once per rollout, awaited
``adapters.slime``          slime (``--custom-rm-path``)                               per sample or group, awaited
``adapters.swift``          ms-swift (``--external_plugins``)                          once per batch
``adapters.areal``          AReaL (``reward_fn``)                                      once per sample, in processes
``adapters.skyrl``          SkyRL (an environment of skyrl-gym)                        once per episode, in threads
``adapters.open_instruct``  open-instruct (a ``VerifierFunction``)                     once per sample, in threads
``adapters.nemo_gym``       NeMo Gym (a resources server)                              once per rollout, over HTTP
``adapters.nemo_rl``        NeMo RL (an environment)                                   once per batch, in a Ray actor
``adapters.openenv``        OpenEnv (an environment, and rubrics)                      once per episode, over HTTP
==========================  =========================================================  ============================

No file imports its trainer, nor torch, when it is imported.
A class that needs a trainer's base class is made when it is asked for (see :mod:`gonogo.adapters.judging`), and says
what to install where that fails.
"""
