package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.Parameter;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/**
 * One player's move: a step of its optimizer down its loss, over its own parameters only.
 *
 * @param player whose move it is, for reports
 * @param loss float32 scalar
 * @param parameters what is moved; every one must have an influence on the loss
 * @param stepsPerRound moves in a round, each on a batch of its own, at least 1
 * @param sideEffects operations that run with the move, before any weight changes: moving statistics
 */
public record Update(
        String player,
        Operand<TFloat32> loss,
        List<Parameter> parameters,
        OptimizerConfig optimizer,
        int stepsPerRound,
        List<Op> sideEffects) {

    public Update {
        Objects.requireNonNull(player, "player");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(optimizer, "optimizer");
        parameters = List.copyOf(parameters);
        sideEffects = List.copyOf(sideEffects);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("expected parameters to update for " + player + ", found none");
        }
        if (stepsPerRound < 1) {
            throw new IllegalArgumentException(
                    "expected at least one step in a round for " + player + ", found " + stepsPerRound);
        }
    }

    /** One move in a round, without side effects. */
    public Update(String player, Operand<TFloat32> loss, List<Parameter> parameters, OptimizerConfig optimizer) {
        this(player, loss, parameters, optimizer, 1, List.of());
    }
}
