package io.doppelstream.trainer.decode;

import io.doppelstream.model.codec.EncodedLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * What the conditions of a row say about its columns.
 *
 * @param layout of an encoded row
 * @param mask 0 or a large negative number, float32[rows or 1, L]
 * @param interval lower and upper ends, float32[rows or 1, S, 2]
 */
public record Bounds(EncodedLayout layout, Operand<TFloat32> mask, Operand<TFloat32> interval) {

    /** Whether a condition binds a column, bool[rows or 1]. */
    Operand<TBool> bind(Ops tf, int column) {
        EncodedLayout.Slot slot = layout.slots().get(column);
        List<Operand<TBool>> signs = new ArrayList<>();
        if (slot.hasGroup()) {
            Operand<TFloat32> group =
                    tf.slice(mask, tf.constant(new int[] {0, slot.group() - layout.scalars()}), tf.constant(new int[] {
                        -1, slot.categories()
                    }));
            signs.add(tf.reduceAny(tf.math.less(group, tf.constant(0f)), tf.constant(1)));
        }
        if (slot.hasScalar()) {
            Operand<TFloat32> ends = tf.gather(interval, tf.constant(slot.scalar()), tf.constant(1));
            Operand<TFloat32> width = tf.math.sub(
                    tf.gather(ends, tf.constant(1), tf.constant(1)), tf.gather(ends, tf.constant(0), tf.constant(1)));
            signs.add(tf.math.less(width, tf.constant(2f)));
        }
        Optional<Operand<TBool>> either = signs.stream().reduce((left, right) -> tf.math.logicalOr(left, right));
        return either.orElseThrow(() ->
                new IllegalArgumentException("expected a column that the generator emits, found column " + column));
    }
}
