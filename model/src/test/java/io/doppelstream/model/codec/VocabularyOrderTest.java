package io.doppelstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyOrderTest {

    private static final int ROWS = 60_000;
    private static final int CATEGORIES = 10_000;

    /** A shop's mean price is a scrambled function of its number; shop 0 has a tenth of all rows. */
    private final Table table = table();

    @Test
    void shouldPutCategoriesThatResembleEachOtherSideBySide() {
        Table ordered = VocabularyOrder.of(table).apply(table);
        List<String> shops = ordered.schema().column(0).vocabulary();
        double neighbours = IntStream.range(1, shops.size())
                .mapToDouble(i -> Math.abs(price(shops.get(i)) - price(shops.get(i - 1))))
                .average()
                .orElseThrow();
        // Unordered neighbours are a third of the range of 1000 apart.
        assertThat(neighbours).isLessThan(100);
    }

    @Test
    void shouldKeepEveryRowsCategory() {
        Table ordered = VocabularyOrder.of(table).apply(table);
        for (int row = 0; row < ROWS; row += 17) {
            assertThat(name(ordered, row)).isEqualTo(name(table, row));
        }
        assertThat(ordered.schema().column(0).vocabulary())
                .containsExactlyInAnyOrderElementsOf(table.schema().column(0).vocabulary());
    }

    @Test
    void shouldEncodeThousandsOfCategoriesInAFewEntries() {
        Table ordered = VocabularyOrder.of(table).apply(table);
        TableCodec codec = CodecFitter.QUANTILE.fit(ordered);
        assertThat(codec.layout().width()).isLessThan(20);
        Table decoded = codec.decode(ordered.schema(), codec.encode(ordered, 1));
        for (int row = 0; row < ROWS; row += 17) {
            assertThat(name(decoded, row)).isEqualTo(name(ordered, row));
        }
    }

    @Test
    void shouldLeaveNarrowVocabulariesAlone() {
        Table narrow = TestTables.table(300, 1);
        assertThat(VocabularyOrder.of(narrow).apply(narrow)).isSameAs(narrow);
    }

    private static String name(Table table, int row) {
        ColumnData data = table.column(0);
        return data.isNull(row) ? "null" : table.schema().column(0).vocabulary().get((int) data.number(row));
    }

    private static double price(String shop) {
        return Integer.parseInt(shop.substring(4)) * 7919 % CATEGORIES / 10.0;
    }

    private static Table table() {
        Random random = new Random(1);
        int[] shops = new int[ROWS];
        double[] prices = new double[ROWS];
        List<String> names =
                IntStream.range(0, CATEGORIES).mapToObj(i -> "shop" + i).toList();
        for (int row = 0; row < ROWS; row++) {
            shops[row] = row % 100 == 0
                    ? ColumnData.NULL_CODE
                    : row % 10 == 0 ? 0 : row < 2 * CATEGORIES ? row % CATEGORIES : random.nextInt(CATEGORIES);
            prices[row] = (shops[row] < 0 ? 500 : price(names.get(shops[row]))) + random.nextGaussian() * 20;
        }
        return new Table(
                new TableSchema(
                        List.of(
                                new Column("shop", new ValueType.Text(), new Role.Categorical(names), true),
                                new Column("price", new ValueType.Floating(), new Role.Continuous(), false)),
                        null),
                List.of(new ColumnData.Codes(shops), new ColumnData.Doubles(prices)));
    }
}
