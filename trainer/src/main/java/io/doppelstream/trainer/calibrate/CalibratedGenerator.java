package io.doppelstream.trainer.calibrate;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.nn.Pass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A generator whose logits are corrected.
 *
 * @param layout of its rows, float32[rows, D]
 */
record CalibratedGenerator(RowGenerator generator, LogitCorrection correction, EncodedLayout layout)
        implements RowGenerator {

    /** Logarithm of no floor. */
    private static final float NONE = -1e9f;

    @Override
    public Operand<TFloat32> raw(Pass pass, Operand<TInt32> rows, Operand<TFloat32> condition) {
        Ops tf = pass.tf();
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> shifted = math.add(generator.raw(pass, rows, condition), row(tf, correction.shifts()));
        List<EncodedLayout.Slot> floored = layout.slots().stream()
                .filter(slot -> slot.hasGroup() && correction.hasFloor(slot))
                .sorted(Comparator.comparingInt(EncodedLayout.Slot::group))
                .toList();
        if (floored.isEmpty()) {
            return shifted;
        }
        List<Operand<TFloat32>> parts = new ArrayList<>();
        int end = 0;
        for (EncodedLayout.Slot slot : floored) {
            if (slot.group() > end) {
                parts.add(math.columns(shifted, end, slot.group() - end));
            }
            parts.add(aboveFloors(tf, math.columns(shifted, slot.group(), slot.categories()), slot));
            end = slot.group() + slot.categories();
        }
        if (end < layout.width()) {
            parts.add(math.columns(shifted, end, layout.width() - end));
        }
        return math.joinColumns(parts);
    }

    /** {@code log(softmax(logits) + floors)}, from the logarithms of both, so that nothing improbable becomes impossible. */
    private Operand<TFloat32> aboveFloors(Ops tf, Operand<TFloat32> logits, EncodedLayout.Slot slot) {
        TensorMath math = new TensorMath(tf);
        float[] logarithms = new float[slot.categories()];
        for (int category = 0; category < logarithms.length; category++) {
            float floor = correction.floors()[slot.group() + category];
            logarithms[category] = floor > 0 ? (float) Math.log(floor) : NONE;
        }
        Operand<TFloat32> probabilities = tf.nn.logSoftmax(logits);
        Operand<TFloat32> floors = row(tf, logarithms);
        Operand<TFloat32> larger = tf.math.maximum(probabilities, floors);
        Operand<TFloat32> sum =
                math.add(tf.math.exp(math.subtract(probabilities, larger)), tf.math.exp(math.subtract(floors, larger)));
        return math.add(larger, tf.math.log(sum));
    }

    private static Operand<TFloat32> row(Ops tf, float[] values) {
        return tf.constant(Shape.of(1, values.length), DataBuffers.of(values));
    }

    @Override
    public List<Parameter> parameters() {
        return generator.parameters();
    }

    @Override
    public List<Parameter> statistics() {
        return generator.statistics();
    }
}
