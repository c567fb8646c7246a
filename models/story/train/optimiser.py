"""Muon for the matrices of the layers, AdamW for the rest.

Muon: Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024. Each update is the momentum brought
near to the nearest orthogonal matrix by a Newton-Schulz iteration of fifth order; matrices of one shape go through it together.
"""

from collections import defaultdict

import torch
from torch import Tensor


def orthogonalised(x: Tensor, steps: int = 5) -> Tensor:
    """x: [matrices, rows, columns], no more rows than columns."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (x / (x.flatten(1).norm(dim=1)[:, None, None] + 1e-7)).bfloat16()
    for _ in range(steps):
        square = x @ x.transpose(1, 2)
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return x.float()


class Muon(torch.optim.Optimizer):
    def __init__(self, parameters, lr: float, momentum: float = 0.95, weight_decay: float = 0.0) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            alike = defaultdict(list)
            for parameter in group["params"]:
                state = self.state[parameter]
                if not state:
                    state["momentum"] = torch.zeros_like(parameter)
                kept = state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                update = parameter.grad.lerp(kept, group["momentum"])
                tall = update.shape[0] > update.shape[1]
                wide = update.T if tall else update
                alike[wide.shape].append((parameter, wide, tall))
            for members in alike.values():
                updates = orthogonalised(torch.stack([wide for _, wide, _ in members]))
                for (parameter, _, tall), update in zip(members, updates):
                    rows, columns = parameter.shape
                    parameter.mul_(1 - group["lr"] * group["weight_decay"])
                    parameter.add_(update.T if tall else update, alpha=-group["lr"] * max(1, rows / columns) ** 0.5)


def optimisers(model: torch.nn.Module, rate: float, weight_decay: float) -> list[torch.optim.Optimizer]:
    """`rate` is that of Muon; that of AdamW is an eighth of it."""
    matrices = [p for n, p in model.named_parameters() if p.dim() == 2 and "embed" not in n]
    rest = [p for n, p in model.named_parameters() if p.dim() != 2 or "embed" in n]
    return [
        Muon(matrices, rate, weight_decay=weight_decay),
        torch.optim.AdamW(rest, rate / 8, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.0),
    ]
