"""SkyRL's gym for real: the environment by its id, and the metrics it averages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

skyrl_gym = pytest.importorskip(
    "skyrl_gym", reason="skyrl-gym is not installed here; tests/trainers/trainers.sh runs this test"
)

from gonogo.adapters import skyrl as adapter  # noqa: E402
from trainers.specs import SHARE, SHORT, STRICT, TEXTS  # noqa: E402


@pytest.mark.parametrize(("config", "expected"), [(None, STRICT), ({"policy": "mean"}, SHARE)])
def test_episodes_in_threads(config: dict[str, str] | None, expected: list[float]) -> None:
    adapter.register()

    def episode(text: str) -> tuple[float, dict[str, float]]:
        extras = {"reward_spec": {"method": "rule", "ground_truth": SHORT}}
        env = skyrl_gym.make("gonogo", env_config=config, extras=extras)
        env.init([{"role": "user", "content": "say"}])
        out = env.step(text)
        assert out["done"]
        return out["reward"], env.get_metrics()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(episode, TEXTS))
    assert [reward for reward, _ in found] == expected
    averaged = adapter.ConstraintEnv.aggregate_metrics([metrics for _, metrics in found])
    assert averaged["acc"] == 0.25
    assert averaged["no_answer"] == 0.25
