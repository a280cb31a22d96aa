package io.doppelstream.benchmarks;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.service.record.Chunk;
import io.doppelstream.service.record.ImageFormat;
import io.doppelstream.service.record.RecordEncoder;
import io.doppelstream.trainer.image.Digits;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Pixels of 28x28 to image records: records a second on one thread. The images are digits, enlarged, with noise as a GAN leaves it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ImageRecordBenchmark {

    private static final int ROWS = 1000;
    private static final int NOISE = 8;
    private static final ImageShape SHAPE = new ImageShape(28, 28, 1);

    /** How the images are written. */
    @Param
    public ImageFormat format;

    private final Table table = digits().table();
    private final RecordEncoder encoder =
            RecordEncoder.of(table.schema(), AvroTypes.recordSchema(table.schema(), "digits"));

    private static ImageSet digits() {
        ImageSet digits = Digits.load();
        Random random = new Random(1);
        byte[] pixels = new byte[ROWS * SHAPE.size()];
        int[] labels = new int[ROWS];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / SHAPE.size();
            int y = i % SHAPE.size() / SHAPE.width();
            int x = i % SHAPE.width();
            int value = Byte.toUnsignedInt(digits.pixels()[image * 64 + y * 8 / 28 * 8 + x * 8 / 28]);
            pixels[i] = (byte) Math.max(0, Math.min(255, value + random.nextInt(2 * NOISE) - NOISE));
            labels[image] = digits.labels()[image];
        }
        return new ImageSet(SHAPE, pixels, digits.classes(), labels);
    }

    /** One chunk. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public RecordEncoder.Encoded encode() {
        return encoder.encode(new Chunk(table.columns(), "request", 1, 0, ROWS, format), 1);
    }
}
