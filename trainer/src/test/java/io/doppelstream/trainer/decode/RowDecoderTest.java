package io.doppelstream.trainer.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.TestTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class RowDecoderTest {

    private static final int ROWS = 3000;

    static List<CodecFitter> fitters() {
        return List.of(CodecFitter.QUANTILE, CodecFitter.MIXTURE);
    }

    @ParameterizedTest
    @MethodSource("fitters")
    void shouldGiveTheSameValuesAsTheCodecWhenDecodedInTheGraph(CodecFitter fitter) {
        Table table = TestTables.everyKind(ROWS, 1);
        TableCodec codec = fitter.fit(table);
        float[] rows = codec.encode(table, 2);
        Random random = new Random(3);
        for (int row = 0; row < ROWS; row++) {
            for (int scalar = 0; scalar < codec.layout().scalars(); scalar++) {
                rows[row * codec.layout().width() + scalar] = row == 0 ? -1 : row == 1 ? 1 : random.nextFloat() * 2 - 1;
            }
        }
        Table expected = codec.decode(table.schema(), rows);
        RowDecoder decoder = new RowDecoder(table.schema(), codec);
        try (Graph graph = new Graph();
                TFloat32 tensor =
                        TFloat32.tensorOf(Shape.of(ROWS, codec.layout().width()), DataBuffers.of(rows))) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> encoded = tf.placeholder(
                    TFloat32.class,
                    Placeholder.shape(Shape.of(-1, codec.layout().width())));
            Operand<TFloat32> scalars = columns(tf, encoded, 0, codec.layout().scalars());
            Map<String, Operand<?>> outputs =
                    decoder.decode(tf, scalars, Optional.of(largest(tf, encoded, codec.layout())), Optional.empty());
            try (Session session = new Session(graph)) {
                for (Manifest.Output output : decoder.outputs()) {
                    try (Result result = session.runner()
                            .feed(encoded, tensor)
                            .fetch(outputs.get(output.name()))
                            .run()) {
                        compare(expected.column(output.column()), result.get(0), output);
                    }
                }
            }
        }
    }

    /** The largest entry of each group, int32[rows, G]. */
    private static Operand<TInt32> largest(Ops tf, Operand<TFloat32> encoded, EncodedLayout layout) {
        List<Operand<TInt32>> groups = new ArrayList<>();
        for (EncodedLayout.Bucket bucket : layout.buckets()) {
            for (int group = 0; group < bucket.groups(); group++) {
                groups.add(tf.math.argMax(
                        columns(tf, encoded, bucket.offset() + group * bucket.width(), bucket.width()),
                        tf.constant(1),
                        TInt32.class));
            }
        }
        return tf.stack(groups, Stack.axis(1L));
    }

    private static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> x, int from, int width) {
        return tf.slice(x, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, width}));
    }

    private static void compare(ColumnData expected, Tensor found, Manifest.Output output) {
        if (expected instanceof ColumnData.Codes codes) {
            int[] values = new int[ROWS];
            ((TInt32) found).asRawTensor().data().asInts().read(values);
            assertThat(values).as(output.name()).isEqualTo(codes.values());
        } else if (expected instanceof ColumnData.Longs longs) {
            long[] values = new long[ROWS];
            ((TInt64) found).asRawTensor().data().asLongs().read(values);
            assertThat(values).as(output.name()).isEqualTo(longs.values());
        } else if (expected instanceof ColumnData.Doubles doubles) {
            double[] values = new double[ROWS];
            ((TFloat64) found).asRawTensor().data().asDoubles().read(values);
            for (int row = 0; row < ROWS; row++) {
                double value = doubles.values()[row];
                assertThat(Double.isNaN(values[row])).isEqualTo(Double.isNaN(value));
                if (!Double.isNaN(value)) {
                    assertThat(values[row])
                            .as(output.name())
                            .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
                }
            }
        }
    }
}
