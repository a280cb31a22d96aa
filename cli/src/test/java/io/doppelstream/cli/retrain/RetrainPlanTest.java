package io.doppelstream.cli.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.schemas.ImageRecord;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.trainer.gan.TabularConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainPlanTest {

    private static final Schema ORDER = SchemaBuilder.record("Order")
            .fields()
            .requiredLong("number")
            .requiredInt("zip")
            .requiredDouble("price")
            .optionalString("comment")
            .endRecord();

    @TempDir
    Path folder;

    private Table table;

    /** A champion whose zip is a category, whose price is a decimal and which knows no comments. */
    @BeforeEach
    void readTable() throws Exception {
        StringBuilder csv = new StringBuilder("number,zip,price\n");
        for (int row = 0; row < 100; row++) {
            csv.append(row + 7)
                    .append(',')
                    .append(10 + row % 3)
                    .append(',')
                    .append(row % 17 / 4.0)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("orders.csv"), csv);
        table = TableReader.read(
                file,
                new SchemaOverrides(
                        "number",
                        Map.of(
                                "number", new ColumnOverride("identifier", null, null, false),
                                "zip", new ColumnOverride("categorical", null, null, false),
                                "price", new ColumnOverride("decimal", 2, null, false))));
    }

    private Manifest champion(Map<String, Object> configuration, Manifest.Privacy privacy) {
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        ConditionLayout conditions = ConditionLayout.of(codec, table);
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "orders",
                "1",
                "tabular",
                "2026-01-01T00:00:00Z",
                table.schema(),
                ORDER.toString(),
                codec,
                conditions,
                List.of(),
                new Manifest.Signature(1, 1, 1, List.of()),
                1000,
                new Manifest.Training(100, 0, 1, 1, 7, "none", configuration, null, null, privacy),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static TrainingRequest request() {
        return builder().build();
    }

    private static TrainingRequest.Builder builder() {
        return TrainingRequest.newBuilder()
                .setRequestId("r")
                .setModel("orders")
                .setTopic("orders")
                .setSource("rule/drift")
                .setChampion("1")
                .setRequestedAt(Instant.EPOCH);
    }

    @Test
    void shouldTrainAsTheChampionWasWhereTheRequestIsSilent() {
        Manifest champion = champion(
                Map.of("batch", 123, "encoders", Map.of("price", "x"), "target", Map.of("column", "zip")), null);
        RetrainPlan plan = RetrainPlan.of(request(), Optional.of(champion), ORDER);
        assertThat(plan.gan()).isInstanceOfSatisfying(TabularConfig.class, gan -> assertThat(gan.batch())
                .isEqualTo(123));
        assertThat(plan.target()).contains("zip");
        assertThat(plan.overrides().key()).isEqualTo("number");
        assertThat(plan.overrides().columns())
                .isEqualTo(Map.of(
                        "number", new ColumnOverride("identifier", null, null, false),
                        "zip", new ColumnOverride("categorical", null, null, false),
                        "price", new ColumnOverride("decimal", 2, null, false),
                        "comment", new ColumnOverride(null, null, null, true)));
    }

    @Test
    void shouldFollowTheRequestWhereItSpeaks() {
        TrainingRequest request =
                builder().setKind("ctgan").setTargetColumn("price").build();
        Manifest champion = champion(Map.of("batch", 123, "target", Map.of("column", "zip")), null);
        RetrainPlan plan = RetrainPlan.of(request, Optional.of(champion), ORDER);
        assertThat(plan.gan().kind()).isEqualTo("ctgan");
        assertThat(plan.gan().batchRows(1_000_000))
                .as("the champion's is of another kind")
                .isNotEqualTo(123);
        assertThat(plan.target()).contains("price");
    }

    @Test
    void shouldTakeTheDefaultsWithoutAChampion() {
        RetrainPlan plan = RetrainPlan.of(request(), Optional.empty(), ORDER);
        assertThat(plan).isEqualTo(new RetrainPlan(TabularConfig.defaults(), SchemaOverrides.NONE, Optional.empty()));
    }

    @Test
    void shouldRefuseAChampionWhoseSchemaIsNotTheTopicsAnyMore() {
        Optional<Manifest> champion = Optional.of(champion(Map.of(), null));
        Schema more = new Schema.Parser()
                .parse(ORDER.toString().replaceFirst("\\]\\}$", ",{\"name\": \"tax\", \"type\": \"double\"}]}"));
        Schema less =
                SchemaBuilder.record("Order").fields().requiredLong("number").endRecord();
        Schema other = new Schema.Parser()
                .parse(ORDER.toString().replace("\"zip\",\"type\":\"int\"", "\"zip\",\"type\":\"string\""));
        assertThatThrownBy(() -> RetrainPlan.of(request(), champion, more))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("found a column 'tax' that it does not know")
                .hasMessageContaining("ask again without a champion");
        assertThatThrownBy(() -> RetrainPlan.of(request(), champion, less)).hasMessageContaining("no column 'zip'");
        assertThatThrownBy(() -> RetrainPlan.of(request(), champion, other))
                .hasMessageContaining("'zip' with values of type string instead of integer");
    }

    @Test
    void shouldNotReplaceAPrivateModelByOneThatIsNot() {
        Manifest.Privacy privacy = new Manifest.Privacy(
                1.5, 1e-6, "add or remove one row", 1, 1, .01, 1, 1, 1, 1, .1, "RDP", List.of(), List.of());
        assertThatThrownBy(() -> RetrainPlan.of(request(), Optional.of(champion(Map.of(), privacy)), ORDER))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("epsilon 1.5");
    }

    @Test
    void shouldLeaveImagesToTheTrainer() {
        assertThatThrownBy(() -> RetrainPlan.of(request(), Optional.empty(), ImageRecord.getClassSchema()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("found images");
    }
}
