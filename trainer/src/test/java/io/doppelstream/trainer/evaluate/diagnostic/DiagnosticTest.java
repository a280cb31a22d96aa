package io.doppelstream.trainer.evaluate.diagnostic;

import static io.doppelstream.trainer.evaluate.SmallTables.codes;
import static io.doppelstream.trainer.evaluate.SmallTables.doubles;
import static io.doppelstream.trainer.evaluate.SmallTables.longs;
import static io.doppelstream.trainer.evaluate.SmallTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DiagnosticTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final double NULL = Double.NaN;

    @Test
    void shouldIncludeTheBoundsWhenNumbersAdhere() {
        assertThat(Adherence.boundary(longs(1, 5), longs(1, 5, 6, 0))).isCloseTo(0.5, EXACT);
    }

    @Test
    void shouldLeaveNullsOutWhenTheRealColumnHasSome() {
        assertThat(Adherence.boundary(doubles(1, 5, NULL), doubles(2, NULL))).isCloseTo(1, EXACT);
        assertThat(Adherence.boundary(doubles(1, 5), doubles(2, NULL))).isCloseTo(0.5, EXACT);
        assertThat(Adherence.boundary(doubles(NULL), doubles(2))).isNaN();
    }

    @Test
    void shouldCountNullAsACategoryWhenCategoriesAdhere() {
        assertThat(Adherence.category(codes(0, 1), codes(0, 1, 2, -1))).isCloseTo(0.5, EXACT);
        assertThat(Adherence.category(codes(0, 1, -1), codes(0, 1, 2, -1))).isCloseTo(0.75, EXACT);
    }

    @Test
    void shouldAverageValidityAndStructureWhenReported() {
        SourceFacts facts = new SourceFacts(0.5, Map.of());
        Diagnostic diagnostic =
                DiagnosticMetric.of(table(longs(1, 5), codes(0, 1)), table(longs(1, 9), codes(0, 1)), facts);
        assertThat(diagnostic.dataValidity()).isCloseTo(0.75, EXACT);
        assertThat(diagnostic.score()).isCloseTo(0.625, EXACT);
    }

    @Test
    void shouldScoreIdentifiersWhenTheirUniquenessIsKnown() {
        Column id = new Column("id", new ValueType.Whole(), new Role.Identifier(Role.Identifier.Format.INTEGER), false);
        Table rows = new Table(new TableSchema(List.of(id), null), List.of(new ColumnData.Unlearned(3)));
        Diagnostic known = DiagnosticMetric.of(rows, rows, new SourceFacts(1, Map.of("id", 0.9)));
        assertThat(known.columns()).hasSize(1);
        assertThat(known.columns().get(0).metric()).isEqualTo("KeyUniqueness");
        assertThat(known.dataValidity()).isCloseTo(0.9, EXACT);
        assertThat(DiagnosticMetric.of(rows, rows, SourceFacts.SAME_SCHEMA).score())
                .isCloseTo(1, EXACT);
    }
}
