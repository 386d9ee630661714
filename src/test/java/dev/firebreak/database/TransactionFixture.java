package dev.firebreak.database;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Transactions of a database without Boot. */
public final class TransactionFixture {

    private TransactionFixture() {}

    public static NewTransaction of(DataSource database) {
        return new NewTransaction(new DataSourceTransactionManager(database));
    }
}
