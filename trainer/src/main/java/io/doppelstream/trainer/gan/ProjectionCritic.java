package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A critic that scores rows under a condition by projection (Miyato and Koyama, 2018): {@code score(features) +
 * (condition V) . features}, with V starting at zero. Beside its first hidden layer it has {@link Layers#products}, by
 * which it notices how often two values come together: a hidden layer alone needs very long to learn a table of two
 * columns of many categories, and what depends on it.
 *
 * @param hats features of the scalars beside the row
 * @param body from row and hats to features, float32[rows, hidden]
 * @param score from features to float32[rows, 1]
 * @param projection V, float32[C, hidden]
 */
record ProjectionCritic(HatFeatures hats, Network body, Layer score, Parameter projection) implements RowCritic {

    static ProjectionCritic of(int hidden, int products, int hatsOfScalar, TabularData data) {
        return of(hidden, products, hatsOfScalar, data, data.conditions().width());
    }

    /** A critic that takes no condition: dense layers only. */
    static ProjectionCritic unconditional(int hidden, int hatsOfScalar, TabularData data) {
        return of(hidden, 0, hatsOfScalar, data, 0);
    }

    private static ProjectionCritic of(
            int hidden, int products, int hatsOfScalar, TabularData data, int conditionWidth) {
        Layers layers = new Layers("critic");
        HatFeatures hats = new HatFeatures(data.layout().scalars(), hatsOfScalar);
        int width = data.layout().width() + hats.width();
        Layer first = Network.of(layers.dense(width, hidden), layers.leakyRelu(0.2));
        Network body = Network.of(
                products == 0 ? first : layers.parallel(first, layers.products(width, products)),
                layers.dense(hidden + products, hidden),
                layers.leakyRelu(0.2));
        Parameter projection = layers.parameter("projection", Initializer.zeros(), conditionWidth, hidden);
        return new ProjectionCritic(hats, body, layers.dense(hidden, 1), projection);
    }

    /**
     * Scores rows.
     *
     * @param rows float32[rows, D]
     * @param condition float32[rows, C]
     * @return float32[rows, 1]
     */
    Operand<TFloat32> score(Pass pass, Operand<TFloat32> rows, Operand<TFloat32> condition) {
        return scoreOf(pass, features(pass, rows), condition);
    }

    /**
     * What rows look like to the critic.
     *
     * @param rows float32[rows, D]
     * @return float32[rows, hidden]
     */
    Operand<TFloat32> features(Pass pass, Operand<TFloat32> rows) {
        Operand<TFloat32> input = hats.width() == 0
                ? rows
                : new TensorMath(pass.tf()).joinColumns(List.of(rows, hats.apply(pass.tf(), rows)));
        return body.apply(pass, input);
    }

    /** Scores rows by their {@link #features}. */
    Operand<TFloat32> scoreOf(Pass pass, Operand<TFloat32> features, Operand<TFloat32> condition) {
        TensorMath math = new TensorMath(pass.tf());
        Operand<TFloat32> unconditional = score.apply(pass, features);
        if (projection.size() == 0) {
            return unconditional;
        }
        Operand<TFloat32> direction =
                pass.tf().linalg.matMul(condition, pass.weights().of(projection));
        Operand<TFloat32> agreement = pass.tf()
                .reduceSum(math.multiply(direction, features), pass.tf().constant(new int[] {1}));
        return math.add(unconditional, pass.tf().reshape(agreement, pass.tf().constant(new int[] {-1, 1})));
    }

    /** A condition of zeros is none: it adds nothing. */
    @Override
    public Operand<TFloat32> realism(Pass pass, Operand<TFloat32> rows) {
        return score.apply(pass, features(pass, rows));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(body.parameters());
        parameters.addAll(score.parameters());
        if (projection.size() > 0) {
            parameters.add(projection);
        }
        return parameters;
    }
}
