"""Muon for the matrices of the layers, AdamW for the rest.

Muon: Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024. Each update is the momentum brought
near to the nearest orthogonal matrix by a Newton-Schulz iteration of fifth order.
"""

import torch
from torch import Tensor


def orthogonalised(matrix: Tensor, steps: int = 5) -> Tensor:
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix.bfloat16()
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return (x.T if tall else x).float()


class Muon(torch.optim.Optimizer):
    def __init__(self, parameters, lr: float, momentum: float = 0.95, weight_decay: float = 0.0) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                state = self.state[parameter]
                if not state:
                    state["momentum"] = torch.zeros_like(parameter)
                kept = state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                update = orthogonalised(parameter.grad.lerp(kept, group["momentum"]))
                rows, columns = parameter.shape
                parameter.mul_(1 - group["lr"] * group["weight_decay"])
                parameter.add_(update, alpha=-group["lr"] * max(1, rows / columns) ** 0.5)


def optimisers(model: torch.nn.Module, rate: float, weight_decay: float) -> list[torch.optim.Optimizer]:
    """@param rate of Muon; AdamW's is an eighth of it."""
    matrices = [p for n, p in model.named_parameters() if p.dim() == 2 and "embed" not in n]
    rest = [p for n, p in model.named_parameters() if p.dim() != 2 or "embed" in n]
    return [
        Muon(matrices, rate, weight_decay=weight_decay),
        torch.optim.AdamW(rest, rate / 8, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.0),
    ]
