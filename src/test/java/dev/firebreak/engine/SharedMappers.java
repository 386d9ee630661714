package dev.firebreak.engine;

import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.TransactionIsolationLevel;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/**
 * Engines of tests share what MyBatis reads from the engine's SQL mappers. Reading them takes more time than the rest of
 * an engine's start (a quarter of all CPU time of the tests, sampled by JFR), and it gives the same for each engine on
 * the same kind of database.
 */
public class SharedMappers extends AbstractProcessEnginePlugin {

    private static final Map<Settings, Configuration> READ = new ConcurrentHashMap<>();

    /** For an engine that a test builds by hand. */
    public static <T extends ProcessEngineConfigurationImpl> T in(T engine) {
        engine.setSqlSessionFactory(new Sessions(engine));
        return engine;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        in(engine);
    }

    private record Settings(String database, String prefix, Integer statementTimeout, boolean batches) {

        static Settings of(ProcessEngineConfigurationImpl engine) {
            return new Settings(
                    engine.getDatabaseType(),
                    engine.getDatabaseTablePrefix(),
                    engine.getJdbcStatementTimeout(),
                    engine.isJdbcBatchProcessing());
        }
    }

    /** Reads the mappers as the engine does, without starting one. */
    private static final class Reader extends StandaloneInMemProcessEngineConfiguration {

        Configuration read(Settings settings, ProcessEngineConfigurationImpl engine) {
            setDatabaseType(settings.database());
            setDatabaseTablePrefix(settings.prefix());
            setJdbcStatementTimeout(settings.statementTimeout());
            setJdbcBatchProcessing(settings.batches());
            setTransactionFactory(engine.getTransactionFactory());
            setDataSource(engine.getDataSource());
            initSqlSessionFactory();
            return getSqlSessionFactory().getConfiguration();
        }
    }

    /** Sessions with the shared mappers on the engine's own database, in its own transactions. */
    private record Sessions(ProcessEngineConfigurationImpl engine) implements SqlSessionFactory {

        @Override
        public Configuration getConfiguration() {
            return READ.computeIfAbsent(Settings.of(engine), settings -> new Reader().read(settings, engine));
        }

        @Override
        public SqlSession openSession() {
            var mappers = getConfiguration();
            var transaction = engine.getTransactionFactory().newTransaction(engine.getDataSource(), null, false);
            var executor = mappers.newExecutor(transaction, mappers.getDefaultExecutorType());
            return new DefaultSqlSession(mappers, executor, false);
        }

        @Override
        public SqlSession openSession(Connection connection) {
            return new DefaultSqlSessionFactory(getConfiguration()).openSession(connection);
        }

        @Override
        public SqlSession openSession(boolean autoCommit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlSession openSession(TransactionIsolationLevel level) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlSession openSession(ExecutorType type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlSession openSession(ExecutorType type, boolean autoCommit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlSession openSession(ExecutorType type, TransactionIsolationLevel level) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SqlSession openSession(ExecutorType type, Connection connection) {
            throw new UnsupportedOperationException();
        }
    }
}
