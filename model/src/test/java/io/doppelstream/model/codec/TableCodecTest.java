package io.doppelstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.data.Table;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableCodecTest {

    @Property(tries = 20)
    void shouldGiveBackTheWholeTable(@ForAll long seed) {
        Table table = TestTables.table(300, seed);
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        Table decoded = codec.decode(table.schema(), codec.encode(table, seed));
        for (int column = 0; column < table.schema().size(); column++) {
            double tolerance = table.schema().column(column).name().equals("seen")
                    ? 60e6 // timestamps over 12 days go through 32-bit scalars: a minute
                    : table.schema().column(column).name().equals("balance") ? 1 : 0;
            for (int row = 0; row < table.rows(); row++) {
                double expected = table.column(column).number(row);
                double found = decoded.column(column).number(row);
                assertThat(Double.isNaN(found)).isEqualTo(Double.isNaN(expected));
                assertThat(Double.isNaN(expected) ? 0 : Math.abs(found - expected))
                        .as("%s row %d: %s, %s", table.schema().column(column).name(), row, expected, found)
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }

    @Test
    void shouldLookUpAColumnThatIsAFunctionOfAnother() {
        Table table = TestTables.table(300, 1);
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        assertThat(codec.codec(table.schema().require("zone"))).isInstanceOf(DerivedCodec.class);
        assertThat(codec.emitted(table.schema().require("zone"))).isFalse();
    }

    @Test
    void shouldNotDeriveFromCoincidenceInFewRows() {
        Table table = TestTables.table(8, 1);
        assertThat(CodecFitter.QUANTILE.fit(table).codecs()).noneMatch(DerivedCodec.class::isInstance);
    }

    @Test
    void shouldPutScalarsFirstAndGroupsOfOneWidthTogether() {
        EncodedLayout layout =
                CodecFitter.QUANTILE.fit(TestTables.table(300, 1)).layout();
        assertThat(layout.slots().stream().filter(EncodedLayout.Slot::hasScalar))
                .hasSize(layout.scalars());
        int at = layout.scalars();
        for (EncodedLayout.Bucket bucket : layout.buckets()) {
            assertThat(bucket.offset()).isEqualTo(at);
            at += bucket.groups() * bucket.width();
        }
        assertThat(at).isEqualTo(layout.width());
    }

    @Test
    void shouldEncodeTheSameRowsWhenTheSeedIsTheSame() {
        Table table = TestTables.table(300, 1);
        TableCodec codec = CodecFitter.QUANTILE.fit(table);
        assertThat(codec.encode(table, 5)).isEqualTo(codec.encode(table, 5));
        assertThat(Arrays.equals(codec.encode(table, 5), codec.encode(table, 6)))
                .isFalse();
    }

    @Test
    void shouldEncodeEveryGroupAsOneHot() {
        Table table = TestTables.table(300, 1);
        for (CodecFitter fitter : new CodecFitter[] {CodecFitter.QUANTILE, CodecFitter.MIXTURE}) {
            TableCodec codec = fitter.fit(table);
            float[] rows = codec.encode(table, 1);
            for (EncodedLayout.Slot slot : codec.layout().slots()) {
                for (int row = 0; slot.hasGroup() && row < table.rows(); row++) {
                    float sum = 0;
                    for (int i = 0; i < slot.padded(); i++) {
                        sum += rows[row * codec.layout().width() + slot.group() + i];
                    }
                    assertThat(sum).isEqualTo(1);
                }
            }
        }
    }
}
