package io.doppelstream.trainer.evaluate.conditional;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.condition.ConditionParser;
import io.doppelstream.model.condition.ConditionSyntaxException;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TestTables;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionalFidelityMetricTest {

    private static final EvaluationLimits LIMITS = EvaluationLimits.defaults();

    private final Table real = TestTables.everyKind(3000, 1);

    @Test
    void shouldAskInTheLanguageOfConditions() throws ConditionSyntaxException {
        List<String> asked = new ArrayList<>();
        ConditionalFidelityMetric.of(
                real,
                (where, rows) -> {
                    asked.addAll(where);
                    return Optional.of(real);
                },
                LIMITS,
                1);
        assertThat(asked).isNotEmpty();
        for (String where : asked) {
            assertThat(ConditionParser.parse(where)).hasSize(1);
        }
    }

    @Test
    void shouldFindTheWholeTableLessFaithfulThanTheRowsThatMeetTheConditions() {
        Table dependent = DependentColumns.table(4000, 1);
        ConditionalFidelity faithful = ConditionalFidelityMetric.of(
                dependent, (where, rows) -> Optional.of(DependentColumns.matching(dependent, where)), LIMITS, 1);
        ConditionalFidelity blind =
                ConditionalFidelityMetric.of(dependent, (where, rows) -> Optional.of(dependent), LIMITS, 1);
        assertThat(faithful.random()).hasSize(30);
        assertThat(faithful.mean()).isEqualTo(1);
        assertThat(blind.mean()).isLessThan(0.9);
        assertThat(blind.worst().orElseThrow().score()).isLessThan(blind.mean());
    }

    @Test
    void shouldKeepToConditionsThatEnoughButNotAllRowsMeet() {
        ConditionalFidelity measured =
                ConditionalFidelityMetric.of(real, (where, rows) -> Optional.of(real), LIMITS, 2);
        assertThat(measured.random())
                .allSatisfy(score -> assertThat(score.realRows()).isBetween(200, real.rows() - 1));
        assertThat(measured.rare())
                .allSatisfy(score -> assertThat(score.share()).isLessThanOrEqualTo(0.01));
    }

    @Test
    void shouldHaveNothingToSayOfAModelThatTakesNoConditions() {
        ConditionalFidelity measured = ConditionalFidelityMetric.of(real, (where, rows) -> Optional.empty(), LIMITS, 1);
        assertThat(measured.random()).isEmpty();
        assertThat(measured.mean()).isNaN();
    }
}
