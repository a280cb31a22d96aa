package io.doppelstream.trainer.decode;

import io.doppelstream.model.codec.Grid;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.Relation;
import io.doppelstream.model.codec.TableCodec;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/**
 * {@link Relation#restore} as a graph, that leaves alone what a condition binds as far as it can.
 *
 * @param codec of the table
 * @param bounds what is bound; empty: nothing
 */
record RelationRestorer(Ops tf, TableCodec codec, Optional<Bounds> bounds) {

    /**
     * Restores all relations.
     *
     * @param numbers values of the numeric columns by index, float64[rows], NaN for null; changed in place
     */
    void restore(Map<Integer, Operand<TFloat64>> numbers) {
        for (Relation relation : codec.relations()) {
            if (relation instanceof Relation.Sum sum) {
                restore(sum, numbers);
            } else if (relation instanceof Relation.Order order) {
                restore(order, numbers);
            }
        }
    }

    private void restore(Relation.Sum sum, Map<Integer, Operand<TFloat64>> numbers) {
        Operand<TFloat64> total = numbers.get(sum.total());
        Operand<TFloat64> larger = numbers.get(sum.larger());
        Operand<TFloat64> smaller = numbers.get(sum.smaller());
        Operand<TBool> present = tf.math.logicalNot(tf.math.isNan(tf.math.add(total, tf.math.add(larger, smaller))));
        Operand<TFloat64> computed = GridRounding.round(tf, grid(sum.total()), tf.math.add(larger, smaller));
        if (bounds.isEmpty()) {
            numbers.put(sum.total(), tf.select(present, computed, total));
            return;
        }
        Operand<TBool> bound = bounds.get().bind(tf, sum.total());
        numbers.put(sum.total(), tf.select(tf.math.logicalAnd(present, tf.math.logicalNot(bound)), computed, total));
        // The total is given: the larger part takes what the smaller one leaves, the smaller one what is left of that.
        Operand<TBool> given = tf.math.logicalAnd(present, bound);
        Operand<TFloat64> least = tf.constant(((QuantileCodec) codec.codec(sum.larger())).min());
        Operand<TFloat64> rest =
                tf.math.maximum(GridRounding.round(tf, grid(sum.larger()), tf.math.sub(total, smaller)), least);
        numbers.put(sum.larger(), tf.select(given, rest, larger));
        numbers.put(
                sum.smaller(),
                tf.select(given, GridRounding.round(tf, grid(sum.smaller()), tf.math.sub(total, rest)), smaller));
    }

    private void restore(Relation.Order order, Map<Integer, Operand<TFloat64>> numbers) {
        Operand<TFloat64> lower = numbers.get(order.lower());
        Operand<TFloat64> upper = numbers.get(order.upper());
        // False where either is NaN.
        Operand<TBool> broken = tf.math.greater(lower, upper);
        boolean lowerIsFree = codec.relations().stream()
                .noneMatch(relation -> relation instanceof Relation.Sum && relation.concerns(order.lower()));
        if (bounds.isEmpty() || !lowerIsFree) {
            numbers.put(order.upper(), tf.select(broken, lower, upper));
            return;
        }
        Operand<TBool> bound = bounds.get().bind(tf, order.upper());
        numbers.put(order.upper(), tf.select(tf.math.logicalAnd(broken, tf.math.logicalNot(bound)), lower, upper));
        numbers.put(order.lower(), tf.select(tf.math.logicalAnd(broken, bound), upper, lower));
    }

    private Grid grid(int column) {
        return ((QuantileCodec) codec.codec(column)).grid();
    }
}
