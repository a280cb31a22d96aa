package io.doppelstream.trainer.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapseCheckTest {

    private static Table table(int rows, int yes) {
        int[] codes = new int[rows];
        Arrays.fill(codes, 0, yes, 1);
        Column column = new Column("y", new ValueType.Text(), new Role.Categorical(List.of("no", "yes")), false);
        return new Table(new TableSchema(List.of(column), null), List.of(new ColumnData.Codes(codes)));
    }

    @Test
    void shouldNameTheColumnWhenOnlyOneCategoryIsEmitted() {
        assertThat(CollapseCheck.findings(table(1000, 100), table(2000, 0)))
                .containsExactly("expected several categories of column 'y', found only one in 2000 sampled rows");
    }

    @Test
    void shouldFindNothingWhenTheOtherCategoryIsTooRareToBeExpected() {
        assertThat(CollapseCheck.findings(table(10_000, 1), table(2000, 0))).isEmpty();
    }

    @Test
    void shouldSayHowFarOffItIsWhenTheShapesAreLost() {
        assertThat(CollapseCheck.findings(table(1000, 900), table(1000, 1)))
                .containsExactly("expected a mean column shape of at least 0.30, found 0.10");
    }
}
