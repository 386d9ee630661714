package dev.firebreak.access.audit;

import dev.firebreak.text.Hash;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Verifies every chain from its first row to its head, and stops at the first row that breaks it. */
class AuditVerifier {

    private static final int AT_ONCE = 500;

    private record Chain(String name, long number, String hash) {}

    private record Row(long number, String entry, String hash) {}

    private final JdbcClient jdbc;

    AuditVerifier(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> firstBadRow() {
        return jdbc
                .sql("select chain, number, hash from audit_chain order by chain")
                .query((row, n) -> new Chain(row.getString("chain"), row.getLong("number"), row.getString("hash")))
                .list()
                .stream()
                .flatMap(chain -> badRow(chain).stream())
                .findFirst();
    }

    private Optional<String> badRow(Chain chain) {
        var number = 0L;
        var hash = ChainedAudit.FIRST_HASH;
        for (var rows = after(chain, number); !rows.isEmpty(); rows = after(chain, number)) {
            for (var row : rows) {
                var defect = check(chain, row, number + 1, hash);
                if (defect.isPresent()) {
                    return defect;
                }
                number = row.number();
                hash = row.hash();
            }
        }
        return number == chain.number() && hash.equals(chain.hash())
                ? Optional.empty()
                : Optional.of("chain %s ends at row %d, but its head says %d: rows at the end are missing or were added"
                        .formatted(chain.name(), number, chain.number()));
    }

    private static Optional<String> check(Chain chain, Row row, long expected, String before) {
        if (row.number() != expected) {
            return Optional.of("chain %s, row %d is missing".formatted(chain.name(), expected));
        }
        var isIntact = Hash.sha256(before + row.entry()).equals(row.hash())
                && CanonicalEntry.isOf(row.entry(), chain.name(), row.number());
        return isIntact
                ? Optional.empty()
                : Optional.of("chain %s, row %d was changed or moved".formatted(chain.name(), row.number()));
    }

    private List<Row> after(Chain chain, long number) {
        return jdbc.sql(
                        "select number, entry, hash from audit_entry where chain = ? and number > ? order by number limit ?")
                .param(chain.name())
                .param(number)
                .param(AT_ONCE)
                .query((row, n) -> new Row(row.getLong("number"), row.getString("entry"), row.getString("hash")))
                .list();
    }
}
