package io.doppelstream.cli.benchmark.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionBenchmarkTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadArraysInEitherOrder() throws IOException {
        Path file = folder.resolve("small.npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("X.npy"));
            zip.write(npy("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", 48, bytes -> {
                for (double value : new double[] {1, 4, 2, 5, 3, 6}) {
                    bytes.putDouble(value);
                }
            }));
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(npy(
                    "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }", 4, bytes -> bytes.putShort((short) 0)
                            .putShort((short) -1)));
        }
        assertThat(DetectionNpz.read(file, "X")).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(DetectionNpz.read(file, "y")).isDeepEqualTo(new double[][] {{0}, {-1}});
        assertThatThrownBy(() -> DetectionNpz.read(file, "z")).hasMessageContaining("found [X.npy, y.npy]");
    }

    private interface Values {
        void put(ByteBuffer bytes);
    }

    private static byte[] npy(String header, int size, Values values) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) text.length).put(text);
        values.put(bytes);
        return bytes.array();
    }

    @Test
    void shouldFindRowsThatStandAlone() {
        Random random = new Random(1);
        double[][] normal = new double[500][];
        double[][] tested = new double[200][];
        boolean[] odd = new boolean[200];
        for (int i = 0; i < 500; i++) {
            normal[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
        }
        for (int i = 0; i < 200; i++) {
            odd[i] = i % 10 == 0;
            double shift = odd[i] ? 6 : 0;
            tested[i] = new double[] {random.nextGaussian() + shift, random.nextGaussian() - shift};
        }
        IsolationForest forest = new IsolationForest(1);
        forest.fit(normal);
        assertThat(RocAuc.of(forest.score(tested), odd)).isGreaterThan(0.98);
        assertThat(RocAuc.of(new DetectionNeighbours(normal, 5).score(tested), odd))
                .isGreaterThan(0.98);
    }

    @Test
    void shouldMeasureTheDistanceToTheNeighbourThatIsAskedFor() {
        DetectionNeighbours neighbours = new DetectionNeighbours(new double[][] {{0, 0}, {3, 4}, {6, 8}}, 2);
        assertThat(neighbours.score(new double[][] {{0, 0}})[0]).isCloseTo(5, within(1e-12));
    }

    @Test
    void shouldRefuseATableThatItDoesNotKnow() {
        CommandLineRun run = CommandLineRun.of("benchmark", "detection", "--tables", "cars");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Expected --tables out of [cardio", "found 'cars'");
    }
}
