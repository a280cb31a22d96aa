package io.doppelstream.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class SavedModelWriterTest {

    private static final Layers LAYERS = new Layers("generator");
    private static final Network GENERATOR =
            Network.of(LAYERS.concatBlock(LAYERS.dense(3, 4), LAYERS.batchNorm(4), LAYERS.relu()), LAYERS.dense(7, 2));

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheSameValuesWhenLoadedAgain() throws IOException {
        WeightSnapshot weights = firstWeights();
        float[] expected;
        try (Graph graph = new Graph()) {
            List<ServingSignature> signatures = draw(graph, weights);
            SavedModelWriter.write(folder, graph, signatures);
            try (Session session = new Session(graph)) {
                Operand<?> output = signatures.get(0).outputs().get("point");
                try (TInt64 seed = TInt64.vectorOf(4, 2);
                        TInt32 rows = TInt32.scalarOf(5);
                        Result result = session.runner()
                                .feed("seed", seed)
                                .feed("rows", rows)
                                .fetch(output)
                                .run()) {
                    expected = floats(result.get(0));
                }
            }
        }
        try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
            assertThat(generate(bundle, 5)).isEqualTo(expected).hasSize(10);
            assertThat(generate(bundle, 3)).isEqualTo(Arrays.copyOf(expected, 6));
        }
    }

    @Test
    void shouldOfferEverySignatureUnderItsNamesWhenLoaded() throws IOException {
        try (Graph graph = new Graph()) {
            SavedModelWriter.write(folder, graph, draw(graph, firstWeights()));
        }
        try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
            assertThat(bundle.signatures())
                    .extracting(signature -> signature.key())
                    .contains("generate", "score");
            assertThat(bundle.function("generate").signature().inputNames()).containsExactlyInAnyOrder("seed", "rows");
            assertThat(bundle.function("score").signature().outputNames()).containsExactly("score");
            assertThat(bundle.function("score")
                            .signature()
                            .getInputs()
                            .get("point")
                            .shape
                            .asArray())
                    .containsExactly(-1, 2);
        }
    }

    @Test
    void shouldWriteEqualBytesWhenTheModelIsTheSame() throws IOException {
        List<byte[]> written = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            try (Graph graph = new Graph()) {
                SavedModelWriter.write(folder.resolve(name), graph, draw(graph, firstWeights()));
            }
            written.add(Files.readAllBytes(folder.resolve(name).resolve("saved_model.pb")));
        }
        assertThat(written.get(0)).isEqualTo(written.get(1));
    }

    @Test
    void shouldRefuseTheGraphWhenItHoldsAVariable() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> variable = tf.variable(tf.constant(1f));
            List<ServingSignature> signatures =
                    List.of(new ServingSignature("generate", Map.of(), Map.of("value", variable)));
            assertThatThrownBy(() -> SavedModelWriter.write(folder, graph, signatures))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected a graph without state, found the operation Variable");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static WeightSnapshot firstWeights() {
        try (TrainingGraph graph = new TrainingGraph(9)) {
            List<Parameter> all = new ArrayList<>(GENERATOR.parameters());
            all.addAll(GENERATOR.statistics());
            all.forEach(graph.variables()::of);
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                return WeightSnapshot.take(session, graph.variables(), all);
            }
        }
    }

    private static List<ServingSignature> draw(Graph graph, WeightSnapshot snapshot) {
        Ops tf = Ops.create(graph);
        Weights weights = snapshot.constants(tf);
        Placeholder<TInt64> seed = tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
        Placeholder<TInt32> rows = tf.withName("rows").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
        Placeholder<TFloat32> point =
                tf.withName("point").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
        Seeds seeds = Seeds.ofRequest(seed);
        Operand<TFloat32> latent =
                tf.random.statelessRandomNormal(tf.stack(List.of(rows, tf.constant(3))), seeds.next(tf));
        Operand<TFloat32> generated = GENERATOR.apply(Pass.inference(tf, weights, seeds), latent);
        Operand<TFloat32> score = tf.reduceSum(point, tf.constant(1));
        return List.of(
                new ServingSignature("generate", Map.of("seed", seed, "rows", rows), Map.of("point", generated)),
                new ServingSignature("score", Map.of("point", point), Map.of("score", score)));
    }

    private static float[] generate(SavedModelBundle bundle, int count) {
        try (TInt64 seed = TInt64.vectorOf(4, 2);
                TInt32 rows = TInt32.scalarOf(count);
                Result result = bundle.function("generate").call(Map.of("seed", seed, "rows", rows))) {
            return floats(result.get("point").orElseThrow());
        }
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
        return values;
    }
}
