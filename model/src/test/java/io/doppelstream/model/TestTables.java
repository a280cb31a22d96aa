package io.doppelstream.model;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import java.util.Random;

/** A small table with a column of every kind. */
public final class TestTables {

    private TestTables() {}

    /** Columns: city, member, age, amount, balance, joined, seen, plan, region, id. */
    public static TableSchema schema() {
        return new TableSchema(
                List.of(
                        new Column(
                                "city",
                                new ValueType.Text(),
                                new Role.Categorical(List.of("Bern", "Oslo", "Rome")),
                                true),
                        new Column(
                                "member", new ValueType.Bool(), new Role.Categorical(List.of("false", "true")), false),
                        new Column("age", new ValueType.Whole(), new Role.Continuous(), false),
                        new Column("amount", new ValueType.Decimal(10, 2), new Role.Continuous(), true),
                        new Column("balance", new ValueType.Floating(), new Role.Continuous(), true),
                        new Column("joined", new ValueType.Date(), new Role.Continuous(), false),
                        new Column("seen", new ValueType.Timestamp("UTC"), new Role.Continuous(), false),
                        new Column("plan", new ValueType.Text(), new Role.Constant("basic"), false),
                        new Column("zone", new ValueType.Whole(), new Role.Continuous(), true),
                        new Column(
                                "id",
                                new ValueType.Whole(),
                                new Role.Identifier(Role.Identifier.Format.INTEGER),
                                false)),
                "id");
    }

    /** Rows of that schema; {@code zone} is a function of {@code city}. */
    public static Table table(int rows, long seed) {
        Random random = new Random(seed);
        int[] city = new int[rows];
        int[] member = new int[rows];
        long[] age = new long[rows];
        long[] amount = new long[rows];
        double[] balance = new double[rows];
        long[] joined = new long[rows];
        long[] seen = new long[rows];
        long[] zone = new long[rows];
        for (int i = 0; i < rows; i++) {
            city[i] = random.nextInt(4) - 1;
            member[i] = random.nextInt(2);
            age[i] = 18L + Math.abs(Math.round(random.nextGaussian() * 20));
            amount[i] = random.nextInt(10) == 0
                    ? ColumnData.NULL_LONG
                    : random.nextInt(3) == 0 ? 999 : random.nextInt(100_000);
            balance[i] = random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian() * 1000;
            joined[i] = 18_000L + random.nextInt(2_000);
            seen[i] = 1_700_000_000_000_000L + 1_000_000L * random.nextInt(1_000_000);
            zone[i] = city[i] == -1 ? ColumnData.NULL_LONG : 10 + city[i];
        }
        return new Table(
                schema(),
                List.of(
                        new ColumnData.Codes(city),
                        new ColumnData.Codes(member),
                        new ColumnData.Longs(age),
                        new ColumnData.Longs(amount),
                        new ColumnData.Doubles(balance),
                        new ColumnData.Longs(joined),
                        new ColumnData.Longs(seen),
                        new ColumnData.Unlearned(rows),
                        new ColumnData.Longs(zone),
                        new ColumnData.Unlearned(rows)));
    }
}
