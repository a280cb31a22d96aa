package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Variables;
import io.doppelstream.trainer.graph.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The averaged weights of a network (Yazici et al., 2019): {@code average += (1 - decay) (weight - average)} after every
 * move of the weight. Sampling under them is steadier than under the weights of any one moment. The decay starts low
 * and reaches its value after some ten times {@code 1 / (1 - decay)} moves, so that first weights are soon forgotten.
 *
 * <p>Statistics have a variable here too, which is not averaged but estimated anew under the averaged weights.
 */
public final class ExponentialMovingAverage implements Weights {

    private final Variables trained;
    private final double decay;
    private final Map<Parameter, Variable<TFloat32>> averages = new LinkedHashMap<>();

    /**
     * Averages of parameters that start equal to them.
     *
     * @param decay in [0, 1), such as 0.999
     * @param parameters what is averaged
     * @param statistics kept beside, as moving statistics of the averaged weights
     */
    public ExponentialMovingAverage(
            Variables trained, double decay, List<Parameter> parameters, List<Parameter> statistics) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("expected a decay in [0, 1), found " + decay);
        }
        this.trained = trained;
        this.decay = decay;
        parameters.forEach(parameter -> averages.put(parameter, trained.twin(parameter)));
        statistics.forEach(statistic -> averages.put(statistic, trained.twin(statistic)));
    }

    @Override
    public Variable<TFloat32> of(Parameter parameter) {
        Variable<TFloat32> average = averages.get(parameter);
        if (average == null) {
            throw new IllegalArgumentException(
                    "expected one of the averaged parameters " + averages.keySet() + ", found " + parameter);
        }
        return average;
    }

    boolean covers(Parameter parameter) {
        return averages.containsKey(parameter);
    }

    /** How far an average moves towards its weight after the given number of moves, in (0, 1]. */
    double rate(long moves) {
        return 1 - Math.min(decay, (1.0 + moves) / (10.0 + moves));
    }

    /** Moves the average of a parameter once the given operation has moved the parameter. */
    Op follow(Ops tf, Parameter parameter, Op moved, Operand<TFloat32> rate) {
        Ops after = tf.withControlDependencies(List.of(moved));
        Variable<TFloat32> average = of(parameter);
        Operand<TFloat32> weight = after.identity(trained.of(parameter));
        return after.assignAdd(average, after.math.mul(rate, after.math.sub(weight, average)));
    }
}
