package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusualTablesTest {

    @TempDir
    Path folder;

    /** Some columns of the table with a column of every kind. */
    private static Table columns(int rows, int... chosen) {
        Table all = TestTables.everyKind(rows, 1);
        List<ColumnData> data = Arrays.stream(chosen).mapToObj(all::column).toList();
        TableSchema schema = new TableSchema(
                Arrays.stream(chosen).mapToObj(all.schema()::column).toList(), null);
        return new Table(schema, data);
    }

    @ParameterizedTest
    @CsvSource({"tabular, 0, 0", "tabular, 4, 5", "tabular, 7, 6", "ctgan, 0, 0", "ctgan, 4, 5"})
    void shouldTrainAndSampleWhenATableHasOnlyCategoriesOrOnlyNumbers(String kind, int first, int last)
            throws IOException {
        int[] chosen = IntStream.rangeClosed(Math.min(first, last), Math.max(first, last))
                .toArray();
        checkTraining(kind, columns(600, chosen));
    }

    @ParameterizedTest
    @CsvSource({"tabular, 12", "tabular, 3", "ctgan, 12"})
    void shouldTrainAndSampleWhenATableIsTiny(String kind, int rows) throws IOException {
        checkTraining(kind, columns(rows, 1, 4));
    }

    private void checkTraining(String kind, Table table) throws IOException {
        TrainingConfig config = TrainingConfig.of("odd", "1", GanConfig.of(kind), Budget.steps(30), 1)
                .withEvaluation(TestTables.quickEvaluation())
                .withHoldoutShare(0);
        TrainingResult result = new TabularTrainer(config).train(table, folder.resolve("odd"));
        assertThat(result.message()).isNotBlank();
        if (result instanceof TrainingResult.Trained trained) {
            try (ModelSampler sampler = ModelSampler.open(trained.model())) {
                assertThat(sampler.sample(1500, 1).rows()).isEqualTo(1500);
            }
        } else {
            assertThat(result).isInstanceOf(TrainingResult.Collapsed.class);
        }
    }
}
