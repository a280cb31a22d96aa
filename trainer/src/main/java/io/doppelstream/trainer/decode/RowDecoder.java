package io.doppelstream.trainer.decode;

import io.doppelstream.model.codec.CategoryCodec;
import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.DerivedCodec;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.MixtureCodec;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * {@link TableCodec#decode} as a graph: the same values, so that what crosses into Java is one small tensor a column.
 *
 * @param schema of the table
 * @param codec of its columns
 */
public record RowDecoder(TableSchema schema, TableCodec codec) {

    /** Category of a vocabulary; -1 for null. */
    private static final String INT32 = "int32";
    /** Final units; {@code Long.MIN_VALUE} for null. */
    private static final String INT64 = "int64";
    /** Final units; NaN for null. */
    private static final String FLOAT64 = "float64";

    /** The outputs, one a learned column in the order of the schema. */
    public List<Manifest.Output> outputs() {
        List<Manifest.Output> outputs = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            if (schema.column(column).learned()) {
                outputs.add(new Manifest.Output("column_%03d".formatted(column), column, type(schema.column(column))));
            }
        }
        return outputs;
    }

    private static String type(Column column) {
        if (column.categorical()) {
            return INT32;
        }
        return column.type() instanceof ValueType.Floating ? FLOAT64 : INT64;
    }

    /**
     * Draws the decoding.
     *
     * @param scalars float32[rows, S], in [-1, 1]
     * @param drawn category of each group, int32[rows, G]; empty where there is no group
     * @param bounds what the conditions bind, which relations are restored around; empty: nothing
     * @return values of each of the {@link #outputs()} by name, [rows]
     */
    public Map<String, Operand<?>> decode(
            Ops tf, Operand<TFloat32> scalars, Optional<Operand<TInt32>> drawn, Optional<Bounds> bounds) {
        Map<Integer, Operand<TInt32>> categories = new LinkedHashMap<>();
        for (int column = 0; column < codec.size(); column++) {
            EncodedLayout.Slot slot = codec.layout().slots().get(column);
            if (slot.hasGroup()) {
                categories.put(
                        column,
                        tf.gather(
                                drawn.orElseThrow(), tf.constant(codec.layout().groupIndex(slot)), tf.constant(1)));
            }
        }
        Map<Integer, Operand<TFloat64>> numbers = new LinkedHashMap<>();
        for (int column = 0; column < codec.size(); column++) {
            number(tf, column, scalars, categories.get(column)).ifPresent(keepAs(numbers, column));
        }
        new RelationRestorer(tf, codec, bounds).restore(numbers);
        Map<String, Operand<?>> values = new LinkedHashMap<>();
        for (Manifest.Output output : outputs()) {
            values.put(output.name(), value(tf, output, numbers, categories));
        }
        return values;
    }

    private static Consumer<Operand<TFloat64>> keepAs(Map<Integer, Operand<TFloat64>> numbers, int column) {
        return number -> numbers.put(column, number);
    }

    /** Values of a column that is encoded as a number, float64[rows]. */
    private Optional<Operand<TFloat64>> number(
            Ops tf, int column, Operand<TFloat32> scalars, Operand<TInt32> category) {
        ColumnCodec found = codec.codec(column);
        if (found instanceof QuantileCodec quantile) {
            return Optional.of(new QuantileDecoder(tf, quantile).decode(category, scalar(tf, scalars, column)));
        } else if (found instanceof MixtureCodec mixture) {
            return Optional.of(MixtureDecoder.decode(tf, mixture, category, scalar(tf, scalars, column)));
        }
        return Optional.empty();
    }

    private Operand<?> value(
            Ops tf,
            Manifest.Output output,
            Map<Integer, Operand<TFloat64>> numbers,
            Map<Integer, Operand<TInt32>> categories) {
        int column = output.column();
        FinalUnits units = new FinalUnits(tf);
        if (numbers.containsKey(column)) {
            return units.of(numbers.get(column), output.type());
        } else if (codec.codec(column) instanceof CategoryCodec plain) {
            Operand<TInt32> category = categories.get(column);
            return tf.select(tf.math.equal(category, tf.constant(plain.size())), tf.constant(-1), category);
        } else if (codec.codec(column) instanceof DerivedCodec derived) {
            return units.lookUp(derived.values(), categories.get(derived.source()), output.type());
        }
        throw new IllegalStateException("expected a codec of the learned column '"
                + schema.column(column).name() + "', found " + codec.codec(column));
    }

    /** A column's scalar in double precision, float64[rows]; null where it has none. */
    private Operand<TFloat64> scalar(Ops tf, Operand<TFloat32> scalars, int column) {
        EncodedLayout.Slot slot = codec.layout().slots().get(column);
        return slot.hasScalar()
                ? tf.dtypes.cast(tf.gather(scalars, tf.constant(slot.scalar()), tf.constant(1)), TFloat64.class)
                : null;
    }
}
