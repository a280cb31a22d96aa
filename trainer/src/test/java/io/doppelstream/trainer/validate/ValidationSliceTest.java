package io.doppelstream.trainer.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TestTables;
import org.junit.jupiter.api.Test;

class ValidationSliceTest {

    @Test
    void shouldSetATwentiethAsideWhenTheTableIsLargeEnough() {
        ValidationSlice slice = ValidationSlice.of(TestTables.everyKind(10_000, 1), 1);
        assertThat(slice.rows()).isEqualTo(500);
        assertThat(slice.reference().rows()).isEqualTo(500);
        assertThat(slice.training().rows()).isEqualTo(9500);
    }

    @Test
    void shouldSetNoMoreThan2000RowsAside() {
        ValidationSlice slice = ValidationSlice.of(TestTables.everyKind(100_000, 1), 1);
        assertThat(slice.rows()).isEqualTo(2000);
        assertThat(slice.training().rows()).isEqualTo(98_000);
    }

    @Test
    void shouldTrainOnAllRowsWhenTheTableIsSmall() {
        Table table = TestTables.everyKind(4500, 1);
        ValidationSlice slice = ValidationSlice.of(table, 1);
        assertThat(slice.rows()).isZero();
        assertThat(slice.training()).isSameAs(table);
        assertThat(slice.reference().rows()).isEqualTo(2000);
        assertThat(ValidationSlice.of(TestTables.everyKind(50, 1), 1)
                        .reference()
                        .rows())
                .isEqualTo(50);
    }

    @Test
    void shouldDependOnTheSeed() {
        Table table = TestTables.everyKind(6000, 1);
        assertThat(ValidationSlice.of(table, 1).reference().column(1))
                .usingRecursiveComparison()
                .isEqualTo(ValidationSlice.of(table, 1).reference().column(1))
                .isNotEqualTo(ValidationSlice.of(table, 2).reference().column(1));
    }
}
