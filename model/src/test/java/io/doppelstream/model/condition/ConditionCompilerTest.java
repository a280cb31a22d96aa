package io.doppelstream.model.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionCompilerTest {

    private static final Table TABLE = TestTables.table(4000, 1);
    private static final TableCodec CODEC = CodecFitter.QUANTILE.fit(TABLE);
    private static final ConditionLayout LAYOUT = ConditionLayout.of(CODEC, TABLE);
    private static final ConditionCompiler COMPILER = new ConditionCompiler(TABLE.schema(), CODEC, LAYOUT);
    private static final int ROWS = 400;

    /** Any network that obeys mask and interval must meet the condition: here one that emits noise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "city = 'Oslo'",
                "city in ('Oslo', 'Rome')",
                "city is null",
                "city is not null",
                "not city = 'Oslo'",
                "member = true",
                "age between 30 and 40",
                "age = 33",
                "age in (20, 33, 47, 51)",
                "age not between 25 and 60",
                "age > 60",
                "age != 30",
                "amount = 9.99",
                "amount < 100.5",
                "amount is null",
                "amount between 1.00 and 2.00",
                "amount != 9.99",
                "balance between -10 and 10",
                "balance not between -1000 and 1000",
                "joined between '2020-01-01' and '2021-12-31'",
                "seen >= '2023-11-20T00:00:00Z'",
                "zone = 11",
                "zone is null",
                "zone > 10",
                "city = 'Oslo' and age < 30 and amount is not null",
                "share(member = true) = 0.9",
                "share(age > 50) = 0.25 and age < 80",
            })
    void shouldHoldByConstruction(String condition) throws Exception {
        CompiledConditions compiled = compiled(condition);
        long[] seed = {7, 8};
        ChunkConditions chunk = compiled.forChunk(seed, 0, ROWS);
        Table emitted = emit(chunk, 11);
        for (Condition plain : ConditionParser.parse(condition)) {
            if (plain instanceof Condition.Share) {
                continue;
            }
            int column = TABLE.schema().require(plain.column());
            NumberSet set = ConditionValues.of(TABLE.schema().column(column), CODEC.codec(column), plain);
            for (int row = 0; row < ROWS; row++) {
                double value = chunk.correct(column, row, emitted.column(column).number(row));
                assertThat(set.contains(value))
                        .as("%s: row %d is %s", condition, row, value)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldHitTargetSharesExactlyOverAllChunks() {
        CompiledConditions compiled = compiled("share(member = true) = 0.3");
        int column = TABLE.schema().require("member");
        int members = 0;
        int[] sizes = {400, 400, 400, 37};
        long first = 0;
        for (int i = 0; i < sizes.length; i++) {
            ChunkConditions chunk = compiled.forChunk(new long[] {i, 5}, first, sizes[i]);
            Table emitted = emit(chunk, i);
            for (int row = 0; row < sizes[i]; row++) {
                members += (int) emitted.column(column).number(row);
            }
            first += sizes[i];
        }
        assertThat(members).isEqualTo(Math.round(0.3 * 1237));
    }

    @Test
    void shouldFillTheConditionWithTheRealDistributionGivenTheCondition() {
        ChunkConditions chunk = compiled("city in ('Oslo', 'Rome')").forChunk(new long[] {1, 2}, 0, 3);
        ConditionLayout.ColumnCodes codes =
                LAYOUT.codes(TABLE.schema().require("city")).orElseThrow();
        double oslo = codes.frequencies()[1] / (codes.frequencies()[1] + codes.frequencies()[2]);
        for (int row = 0; row < 3; row++) {
            int at = row * LAYOUT.width() + codes.offset();
            assertThat(chunk.condition()[at]).isZero();
            assertThat(chunk.condition()[at + 1]).isEqualTo((float) oslo);
            assertThat(chunk.condition()[at + 1] + chunk.condition()[at + 2]).isBetween(0.999f, 1.001f);
        }
    }

    @Test
    void shouldShareOneRowOfBoundsWhenAllRecordsHaveTheSame() {
        assertThat(compiled("age between 30 and 40")
                        .forChunk(new long[] {1, 2}, 0, 50)
                        .boundsRows())
                .isEqualTo(1);
        assertThat(compiled("balance not between 0 and 40")
                        .forChunk(new long[] {1, 2}, 0, 50)
                        .boundsRows())
                .isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ctiy = 'Oslo' | UNKNOWN_COLUMN",
                "city = 'Paris' | VALUE_NOT_IN_VOCABULARY",
                "age = 'old' | CONDITION_TYPE",
                "city between 'A' and 'B' | CONDITION_TYPE",
                "age between 900 and 1000 | VALUE_OUT_OF_RANGE",
                "age between 40 and 30 | CONDITION_CONTRADICTORY",
                "age < 30 and age > 40 | CONDITION_CONTRADICTORY",
                "city = 'Oslo' and city = 'Rome' | CONDITION_CONTRADICTORY",
                "age between 30.2 and 30.8 | CONDITION_IMPOSSIBLE",
                "member is null | CONDITION_IMPOSSIBLE",
                "id = 5 | COLUMN_NOT_CONDITIONABLE",
                "plan = 'basic' | COLUMN_NOT_CONDITIONABLE",
                "age == 5 | CONDITION_SYNTAX",
                "share(member = true) = 0.7 and share(member = false) = 0.7 | CONDITION_CONTRADICTORY",
                "share(city = 'Oslo') = 0.2 and share(city in ('Oslo', 'Rome')) = 0.2 | CONDITION_CONTRADICTORY",
                "share(city = 'Oslo') = 0.2 and city = 'Oslo' | CONDITION_IMPOSSIBLE",
                "zone = 99 | CONDITION_IMPOSSIBLE",
            })
    void shouldSayWhyAConditionCannotBeMet(String condition, ReasonCode reason) {
        ConditionOutcome outcome = COMPILER.compile(List.of(condition));
        assertThat(outcome).isInstanceOf(ConditionOutcome.Rejected.class);
        ConditionOutcome.Rejected rejected = (ConditionOutcome.Rejected) outcome;
        assertThat(rejected.reason()).as(rejected.message()).isEqualTo(reason);
        assertThat(rejected.message()).startsWith("Expected ").contains("found ");
    }

    @Test
    void shouldRefuseConditionsOnColumnsWithoutCodes() {
        TableCodec mixture = CodecFitter.MIXTURE.fit(TABLE);
        ConditionCompiler compiler = new ConditionCompiler(TABLE.schema(), mixture, ConditionLayout.of(mixture, TABLE));
        assertThat(compiler.compile(List.of("age = 30")))
                .isInstanceOfSatisfying(ConditionOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(ReasonCode.COLUMN_NOT_CONDITIONABLE));
        assertThat(compiler.compile(List.of("city = 'Oslo'"))).isInstanceOf(ConditionOutcome.Compiled.class);
    }

    private static CompiledConditions compiled(String condition) {
        ConditionOutcome outcome = COMPILER.compile(List.of(condition));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(ConditionOutcome.Compiled.class);
        return ((ConditionOutcome.Compiled) outcome).conditions();
    }

    /** Rows of a network that knows nothing but mask and interval. */
    private static Table emit(ChunkConditions chunk, long seed) {
        EncodedLayout layout = CODEC.layout();
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[chunk.rows() * layout.width()];
        for (int row = 0; row < chunk.rows(); row++) {
            int bounds = chunk.boundsRows() == 1 ? 0 : row;
            for (int i = 0; i < layout.scalars(); i++) {
                float low = chunk.interval()[(bounds * layout.scalars() + i) * 2];
                float high = chunk.interval()[(bounds * layout.scalars() + i) * 2 + 1];
                rows[row * layout.width() + i] = low + (high - low) * (float) random.nextDouble();
            }
            for (int i = 0; i < layout.logits(); i++) {
                rows[row * layout.width() + layout.scalars() + i] =
                        chunk.mask()[bounds * layout.logits() + i] + (float) random.nextDouble();
            }
        }
        return new Table(
                TABLE.schema(),
                new ArrayList<ColumnData>(CODEC.decode(TABLE.schema(), rows).columns()));
    }
}
