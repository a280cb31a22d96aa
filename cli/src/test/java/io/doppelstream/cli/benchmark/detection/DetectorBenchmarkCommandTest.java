package io.doppelstream.cli.benchmark.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.cli.CommandLineRun;
import io.doppelstream.cli.TinyDetector;
import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.CsvWriter;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.Column;
import io.doppelstream.schemas.ChunkTask;
import io.doppelstream.service.config.ModelSettings;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.record.Chunk;
import io.doppelstream.trainer.sample.InjectedTable;
import io.doppelstream.trainer.sample.ModelSampler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DetectorBenchmarkCommandTest {

    private static final int ROWS = 700;
    private static final Injection TAIL = new Injection(0.2, List.of(AnomalyKind.TAIL), List.of(), null, null);

    private static ModelPackage model;

    @BeforeAll
    static void train() throws Exception {
        model = TinyDetector.shared();
    }

    private static CommandLineRun run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "benchmark", "detector", "--model", model.directory().toString(), "--rows", "1000", "--seeds", "2"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void shouldTestTheModelsOwnScoresBesideAnIsolationForest() throws Exception {
        CommandLineRun run = run("--kinds", "value-shift,swapped-category", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode report = new JsonMapper().readTree(run.out());
        Set<String> detectors = new HashSet<>();
        for (JsonNode trial : report.get("trials")) {
            detectors.add(trial.get("detector").asText());
            assertThat(trial.get("kinds").get("all").get("anomalies").asInt()).isEqualTo(50);
            assertThat(trial.get("kinds").get("value-shift").get("rocAuc").asDouble())
                    .isBetween(0.0, 1.0);
        }
        assertThat(detectors)
                .containsExactlyInAnyOrder(
                        "isolation-forest", "combined", "alad", "reconstruction", "tail", "critic", "rank-mean")
                .contains(report.get("defaultScore").asText());
    }

    @Test
    void shouldSayThatTheDefaultScoreChoseTheTail() {
        CommandLineRun run = run("--kinds", "tail");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("isolation-forest  tail")
                .contains("The model's default score is "
                        + model.manifest().scoring().score() + ": it chose the rows of the kind tail");
    }

    /** TensorFlow Java beside DJL, rows of the tail told by the model's score in both. */
    @Test
    void shouldGiveTheSameTailWithAndWithoutTheService() throws Exception {
        ChunkTask task = ChunkTask.newBuilder()
                .setRequestId("r")
                .setModel("orders")
                .setModelVersion("1")
                .setDigest(model.digest())
                .setSeed(5)
                .setOutputTopic("orders")
                .setRequested(ROWS)
                .setChunkIndex(0)
                .setChunkSize(model.manifest().chunkSize())
                .setAnomalies(TAIL.text())
                .build();
        try (ModelSampler sampler = ModelSampler.open(model);
                LoadedModel loaded = LoadedModel.load(model, ModelSettings.DEFAULTS)) {
            CompiledConditions none = ((ConditionOutcome.Compiled) sampler.compile(List.of())).conditions();
            InjectedTable sampled =
                    sampler.sample(ROWS, none, 5, ((InjectionOutcome.Compiled) sampler.compile(TAIL)).injector());
            Chunk chunk = ChunkGenerator.chunk(task, loaded);

            assertThat(chunk.anomalies().labels()).isEqualTo(sampled.labels()).contains("tail");
            Table served = new Table(model.manifest().schema(), chunk.columns());
            for (int row = 0; row < ROWS; row++) {
                assertThat(text(served, row)).isEqualTo(text(sampled.table(), row));
            }
        }
    }

    private static List<String> text(Table table, int row) {
        return table.schema().columns().stream()
                .map(Column::name)
                .map(name -> String.valueOf(
                        CsvWriter.text(table, table.schema().require(name), row, (column, format, place) -> null)))
                .toList();
    }
}
