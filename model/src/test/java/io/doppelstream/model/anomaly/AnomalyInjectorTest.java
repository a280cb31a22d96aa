package io.doppelstream.model.anomaly;

import static io.doppelstream.model.anomaly.AnomalyKind.BURST;
import static io.doppelstream.model.anomaly.AnomalyKind.IMPOSSIBLE_COMBINATION;
import static io.doppelstream.model.anomaly.AnomalyKind.RARE_CLASS;
import static io.doppelstream.model.anomaly.AnomalyKind.SWAPPED_CATEGORY;
import static io.doppelstream.model.anomaly.AnomalyKind.TAIL;
import static io.doppelstream.model.anomaly.AnomalyKind.VALUE_SHIFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ChunkConditions;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.FeatureBlock;
import io.doppelstream.model.score.RawScores;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class AnomalyInjectorTest {
    private static final int CHUNK = 500;
    private static final long[] SEED = {3, 5};
    private static final Table TRAINING = TestTables.table(2_000, 1);
    private static final TableCodec CODEC = CodecFitter.QUANTILE.fit(TRAINING);
    private static final ConditionCompiler CONDITIONS =
            new ConditionCompiler(TestTables.schema(), CODEC, ConditionLayout.of(CODEC, TRAINING));

    private static final int CITY = TestTables.schema().require("city");
    private static final int AGE = TestTables.schema().require("age");
    private static final int AMOUNT = TestTables.schema().require("amount");
    private static final int SEEN = TestTables.schema().require("seen");
    private static final int ZONE = TestTables.schema().require("zone");

    private static final NormalRecords NORMAL =
            NormalRecords.generate(TestTables.schema(), AnomalyInjectorTest::rows, "weights", compiled(), CHUNK);

    /** A model: rows of the test table, moved onto the conditions. */
    private static List<ColumnData> rows(long[] seed, CompiledConditions conditions, long firstRow, int rows) {
        List<ColumnData> columns =
                TestTables.table(rows, seed[0] * 31 + seed[1]).columns();
        int[] city = ((ColumnData.Codes) columns.get(CITY)).values();
        // Nulls are near to nothing.
        Arrays.setAll(city, row -> conditions.isEmpty() ? city[row] : Math.max(0, city[row]));
        ChunkConditions inputs = conditions.forChunk(seed, firstRow, rows);
        inputs.correct(columns, 0);
        return columns;
    }

    private static CompiledConditions compiled(String... conditions) {
        return ((ConditionOutcome.Compiled) CONDITIONS.compile(List.of(conditions))).conditions();
    }

    private static InjectionOutcome compile(Injection injection) {
        return new InjectionCompiler(CONDITIONS, () -> NORMAL, Optional.empty(), CHUNK).compile(injection);
    }

    private static Injection injection(double share, AnomalyKind... kinds) {
        List<AnomalyKind> wanted = List.of(kinds);
        return new Injection(share, wanted, List.of(), wanted.contains(RARE_CLASS) ? "city = 'Oslo'" : null, null);
    }

    private record Chunk(List<ColumnData> before, List<ColumnData> columns, String[] labels) {
        double value(int column, int row) {
            return columns.get(column).number(row);
        }

        boolean same(int column, int row) {
            return Double.compare(before.get(column).number(row), value(column, row)) == 0;
        }
    }

    private static Chunk chunk(Injection injection, long firstRow, int rows, String... conditions) {
        CompiledConditions compiled = compiled(conditions);
        List<ColumnData> columns = rows(SEED, compiled, firstRow, rows);
        AnomalyInjector injector = ((InjectionOutcome.Compiled) compile(injection)).injector();
        String[] labels = injector.inject(columns, SEED, compiled, firstRow, AnomalyInjectorTest::rows);
        return new Chunk(rows(SEED, compiled, firstRow, rows), columns, labels);
    }

    private static String kind(String label) {
        return label == null ? "normal" : label.split(":")[0];
    }

    private static int[] anomalies(Chunk chunk) {
        return IntStream.range(0, chunk.labels().length)
                .filter(row -> chunk.labels()[row] != null)
                .toArray();
    }

    @Property(tries = 50)
    void shouldKeepTheShareExactlyAndTheKindsInTurn(
            @ForAll @DoubleRange(min = 0, minIncluded = false, max = 1) double share,
            @ForAll @IntRange(min = 1, max = 300) int chunkSize,
            @ForAll @Size(min = 1, max = 4) List<@UniqueElements AnomalyKind> drawn) {
        List<AnomalyKind> kinds = drawn.stream().distinct().toList();
        Injection injection = injection(share, kinds.toArray(AnomalyKind[]::new));
        List<String> labels = new ArrayList<>();
        for (int first = 0; first < 700; first += chunkSize) {
            Chunk chunk = chunk(injection, first, Math.min(chunkSize, 700 - first));
            labels.addAll(
                    Arrays.stream(chunk.labels()).map(AnomalyInjectorTest::kind).toList());
        }

        assertThat(700 - Collections.frequency(labels, "normal")).isEqualTo((int) Math.floor(share * 700 + 0.5));
        int[] counts = kinds.stream()
                .mapToInt(kind -> Collections.frequency(labels, kind.label()))
                .toArray();
        assertThat(Arrays.stream(counts).max().orElseThrow()
                        - Arrays.stream(counts).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    @Property(tries = 20)
    void shouldMakeTheSameChunkAgainWhateverWasMadeBefore(@ForAll @IntRange(min = 0, max = 1_000) int index) {
        Injection injection = injection(0.3, AnomalyKind.values());
        Chunk once = chunk(injection, (long) index * CHUNK, CHUNK);
        chunk(injection, 0, CHUNK);
        Chunk again = chunk(Injection.parse(injection.text()), (long) index * CHUNK, CHUNK);

        assertThat(again.labels()).isEqualTo(once.labels());
        for (int column = 0; column < once.columns().size(); column++) {
            int at = column;
            assertThat(IntStream.range(0, CHUNK).mapToDouble(row -> again.value(at, row)))
                    .containsExactlyElementsOf(IntStream.range(0, CHUNK)
                            .mapToDouble(row -> once.value(at, row))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void shouldChangeNothingButWhatTheLabelSays() {
        Chunk chunk = chunk(injection(0.5, VALUE_SHIFT, SWAPPED_CATEGORY, IMPOSSIBLE_COMBINATION), 0, CHUNK);

        assertThat(anomalies(chunk)).hasSize(CHUNK / 2);
        for (int row = 0; row < CHUNK; row++) {
            List<String> named =
                    chunk.labels()[row] == null ? List.of() : List.of(chunk.labels()[row].split(":")[1].split(","));
            List<String> changed = new ArrayList<>();
            for (int column = 0; column < chunk.columns().size(); column++) {
                if (!chunk.same(column, row)) {
                    changed.add(TestTables.schema().column(column).name());
                }
            }
            assertThat(named).containsAll(changed);
            assertThat(changed).hasSize(named.isEmpty() ? 0 : 1);
        }
    }

    @Test
    void shouldMoveNumbersOutOfTheMiddleAndMakeNumbersOfNulls() {
        Injection injection = new Injection(1, List.of(VALUE_SHIFT), List.of("age", "amount"), null, null);
        Chunk chunk = chunk(injection, 0, CHUNK);
        int nulls = 0;
        for (int row = 0; row < CHUNK; row++) {
            int column = chunk.labels()[row].equals("value-shift:age") ? AGE : AMOUNT;
            double before = chunk.before().get(column).number(row);
            double after = chunk.value(column, row);
            assertThat(after).isNotNaN();
            if (Double.isNaN(before)) {
                nulls++;
            } else {
                double steps = (after - before) / NORMAL.values(column).width();
                assertThat(steps).as("upwards: nothing is below 0").isBetween(0.95, 3.05);
            }
        }
        assertThat(nulls).isPositive();
    }

    @Test
    void shouldNeverLeaveTheRangeOfTheType() {
        Injection injection = new Injection(1, List.of(VALUE_SHIFT), List.of("amount"), null, null);
        Chunk chunk = chunk(injection, 0, CHUNK);

        assertThat(IntStream.range(0, CHUNK).mapToDouble(row -> chunk.value(AMOUNT, row)))
                .allSatisfy(value -> assertThat(Math.abs(value)).isLessThan(1e10));
    }

    @Test
    void shouldSwapACategoryForAnotherOne() {
        Injection injection = new Injection(1, List.of(SWAPPED_CATEGORY), List.of("city"), null, null);
        Chunk chunk = chunk(injection, 0, CHUNK);

        for (int row = 0; row < CHUNK; row++) {
            assertThat(chunk.value(CITY, row)).isBetween(0.0, 2.0);
            assertThat(chunk.same(CITY, row)).isFalse();
        }
    }

    @Test
    void shouldCombineValuesThatNeverMeet() {
        Chunk chunk = chunk(injection(1, IMPOSSIBLE_COMBINATION), 0, CHUNK);

        for (int row = 0; row < CHUNK; row++) {
            assertThat(chunk.labels()[row]).isEqualTo("impossible-combination:city,zone");
            double city = chunk.value(CITY, row);
            double zone = chunk.value(ZONE, row);
            assertThat(Double.compare(zone, 10 + city))
                    .as("zone is 10 + city in every normal row")
                    .isNotZero();
        }
    }

    @Test
    void shouldRepeatTheRowBeforeInABurst() {
        Chunk chunk = chunk(injection(0.1, BURST), 0, CHUNK);
        int[] burst = anomalies(chunk);

        assertThat(burst).hasSize(CHUNK / 10);
        int followed = 0;
        for (int row : burst) {
            followed += chunk.labels()[row - 1] == null ? 0 : 1;
            for (int column = 0; column < chunk.columns().size(); column++) {
                double second = column == SEEN ? 1_000_000 : 0;
                assertThat(Double.compare(chunk.value(column, row), chunk.value(column, row - 1) + second))
                        .isZero();
            }
        }
        assertThat(followed).as("in runs").isGreaterThanOrEqualTo(burst.length * 8 / 10);
    }

    @Test
    void shouldKeepConditionsWhereItSaysSo() {
        Injection injection = injection(0.4, RARE_CLASS, TAIL, VALUE_SHIFT);
        Chunk chunk = chunk(injection, 0, CHUNK, "city = 'Rome'", "age between 30 and 40");

        for (int row = 0; row < CHUNK; row++) {
            String label = chunk.labels()[row];
            if (kind(label).equals("rare-class")) {
                assertThat(chunk.value(CITY, row)).as("the rare class").isEqualTo(1);
            } else {
                assertThat(chunk.value(CITY, row)).isEqualTo(2);
                boolean shifted = "value-shift:age".equals(label);
                boolean kept = chunk.value(AGE, row) >= 30 && chunk.value(AGE, row) <= 40;
                assertThat(shifted || kept).as(label).isTrue();
            }
        }
    }

    @Test
    void shouldTakeRowsOfTheTailThatAreLessLikelyThanOthers() {
        Chunk chunk = chunk(injection(0.2, TAIL), 0, CHUNK);
        TailScore score = new TailScore(NORMAL);
        double[] scores = score.of(chunk.columns());
        double[] ordinary = IntStream.range(0, CHUNK)
                .filter(row -> chunk.labels()[row] == null)
                .mapToDouble(row -> scores[row])
                .sorted()
                .toArray();
        double high = ordinary[ordinary.length * 8 / 10];

        assertThat(Arrays.stream(anomalies(chunk)).mapToDouble(row -> scores[row]))
                .allSatisfy(tail -> assertThat(tail).isGreaterThan(high));
    }

    /** A detector that finds the old unusual, and all rows far beyond the rows that it was calibrated on. */
    private static DetectorScore byAge(List<Integer> runs) {
        EventFeatures features = EventFeatures.of(TestTables.schema(), CODEC);
        FeatureBlock age = features.blocks().stream()
                .filter(block -> block.column() == AGE)
                .findFirst()
                .orElseThrow();
        RawScores scores = (rows, count) -> {
            runs.add(count);
            float[] ages = new float[count];
            for (int row = 0; row < count; row++) {
                ages[row] = rows[row * features.width() + age.from()];
            }
            return List.of(ages);
        };
        double[][] calibration = {{-2e15}, {-1e15}};
        return new DetectorScore(
                TestTables.schema(),
                features,
                Scoring.of(List.of("age"), calibration, "age", Scoring.Criterion.GIVEN, Map.of()),
                scores);
    }

    @Test
    void shouldTakeTheTailByTheModelsOwnScoreInOneRunForTheRowsOfAChunk() {
        List<Integer> runs = new ArrayList<>();
        List<ColumnData> candidates = new ArrayList<>();
        RowSource model = (seed, conditions, firstRow, rows) -> {
            candidates.addAll(rows(seed, conditions, firstRow, rows));
            return candidates;
        };
        Supplier<NormalRecords> unneeded = () -> {
            throw new AssertionError("expected no normal records where the model scores");
        };
        InjectionOutcome outcome = new InjectionCompiler(CONDITIONS, unneeded, Optional.of(byAge(runs)), CHUNK)
                .compile(injection(0.04, TAIL));
        List<ColumnData> columns = rows(SEED, compiled(), 0, CHUNK);
        String[] labels = ((InjectionOutcome.Compiled) outcome).injector().inject(columns, SEED, compiled(), 0, model);

        assertThat(runs).containsExactly(400);
        double[] oldest = IntStream.range(0, 400)
                .mapToDouble(candidates.get(AGE)::number)
                .filter(age -> !Double.isNaN(age))
                .map(age -> -age)
                .sorted()
                .limit(20)
                .map(age -> -age)
                .toArray();
        assertThat(IntStream.range(0, CHUNK).filter(row -> labels[row] != null).mapToDouble(columns.get(AGE)::number))
                .containsExactly(Arrays.stream(oldest).boxed().toArray(Double[]::new));
    }

    @Test
    void shouldRefuseWhatTheModelCannotMake() {
        assertThat(compile(new Injection(0.1, List.of(VALUE_SHIFT), List.of("height"), null, null)))
                .isInstanceOfSatisfying(InjectionOutcome.Rejected.class, rejected -> {
                    assertThat(rejected.reason()).isEqualTo(ReasonCode.UNKNOWN_COLUMN);
                    assertThat(rejected.message()).contains("found 'height'");
                });
        refused(new Injection(0.1, List.of(VALUE_SHIFT), List.of("city"), null, null), "a column of numbers");
        refused(new Injection(0.1, List.of(SWAPPED_CATEGORY), List.of("age"), null, null), "two categories");
        refused(
                new Injection(0.1, List.of(IMPOSSIBLE_COMBINATION), List.of("age", "city"), null, null),
                "common values that never meet");
        refused(new Injection(0.1, List.of(BURST), List.of("plan"), null, null), "found 'plan'");
        refused(new Injection(0.1, List.of(BURST), List.of("member"), null, "member"), "found 'member'");
        assertThat(compile(new Injection(0.1, List.of(RARE_CLASS), List.of(), "city = 'Atlantis'", null)))
                .isInstanceOfSatisfying(InjectionOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(ReasonCode.VALUE_NOT_IN_VOCABULARY));
    }

    private static void refused(Injection injection, String part) {
        assertThat(compile(injection)).isInstanceOfSatisfying(InjectionOutcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(ReasonCode.INVALID_ANOMALIES);
            assertThat(rejected.message()).startsWith("Expected").contains(part);
        });
    }

    @Test
    void shouldSayWhatIsWrongWithAnInjection() {
        assertThatThrownBy(() -> injection(0, TAIL)).hasMessageContaining("above 0 and of at most 1, found 0");
        assertThatThrownBy(() -> injection(Double.NaN, TAIL)).hasMessageContaining("found NaN");
        assertThatThrownBy(() -> injection(0.1)).hasMessageContaining("found []");
        assertThatThrownBy(() -> injection(0.1, TAIL, TAIL)).hasMessageContaining("each of them once");
        assertThatThrownBy(() -> new Injection(0.1, List.of(RARE_CLASS), List.of(), null, null))
                .hasMessageContaining("the kind alone");
        assertThatThrownBy(() -> AnomalyKind.of("odd")).hasMessageContaining("found 'odd'");
        assertThatThrownBy(() -> Injection.parse("{\"share\":2}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found '{");
        Injection full = new Injection(0.25, List.of(RARE_CLASS, BURST), List.of("größe"), "a = 'b'", "label");
        assertThat(Injection.parse(full.text())).isEqualTo(full);
        assertThat(injection(0.5, TAIL).text()).isEqualTo("{\"share\":0.5,\"kinds\":[\"tail\"]}");
    }
}
