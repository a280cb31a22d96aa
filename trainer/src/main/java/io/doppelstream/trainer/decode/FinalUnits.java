package io.doppelstream.trainer.decode;

import io.doppelstream.model.data.ColumnData;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** From doubles, NaN for null, to the type that a column's output has. */
record FinalUnits(Ops tf) {

    /**
     * Converts values.
     *
     * @param values float64[rows], NaN for null; whole numbers where the type is integral
     * @param type {@code float64}, {@code int64} or {@code int32}
     */
    Operand<?> of(Operand<TFloat64> values, String type) {
        if (type.equals("float64")) {
            return values;
        }
        Operand<TBool> missing = tf.math.isNan(values);
        if (type.equals("int32")) {
            Operand<TFloat64> index = tf.select(missing, tf.constant((double) ColumnData.NULL_CODE), values);
            return tf.dtypes.cast(tf.math.rint(index), TInt32.class);
        }
        Operand<TFloat64> present = tf.select(missing, tf.constant(0.0), values);
        Operand<TInt64> whole = tf.dtypes.cast(tf.math.rint(present), TInt64.class);
        return tf.select(missing, tf.constant(ColumnData.NULL_LONG), whole);
    }

    /** The value of each category, converted beforehand. */
    Operand<?> lookUp(double[] values, Operand<TInt32> category, String type) {
        return switch (type) {
            case "float64" -> tf.gather(tf.constant(values), category, tf.constant(0));
            case "int64" -> tf.gather(tf.constant(longs(values)), category, tf.constant(0));
            default -> tf.gather(tf.constant(codes(values)), category, tf.constant(0));
        };
    }

    private static long[] longs(double[] values) {
        long[] longs = new long[values.length];
        for (int index = 0; index < values.length; index++) {
            longs[index] = Double.isNaN(values[index]) ? ColumnData.NULL_LONG : Math.round(values[index]);
        }
        return longs;
    }

    private static int[] codes(double[] values) {
        int[] codes = new int[values.length];
        for (int index = 0; index < values.length; index++) {
            codes[index] = Double.isNaN(values[index]) ? ColumnData.NULL_CODE : (int) values[index];
        }
        return codes;
    }
}
