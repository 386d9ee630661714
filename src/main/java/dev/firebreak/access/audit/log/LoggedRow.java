package dev.firebreak.access.audit.log;

import dev.firebreak.access.audit.merkle.NodeHash;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One leaf of the log with its audit row.
 *
 * @param leaf the position in the log, from 0
 * @param number the row's number in its chain, from 1
 * @param leafHash as the log has it
 * @param hashBefore the hash of the row before in the chain; null if there is none
 * @param hash the row's hash in its chain; null if the row is missing
 * @param entry canonical JSON; null if the row is missing
 */
public record LoggedRow(
        long leaf, String chain, long number, String leafHash, String hashBefore, String hash, String entry) {

    /** Stands in exports and anchors for the name of a row that the reader may not see. */
    public static final String WITHHELD = "withheld";

    /**
     * The line of an export for a reader who may not see the row: its position and its leaf hash (RFC 9162), computed
     * from the entry, so that a row that was changed does not fit the anchors.
     */
    public String withheldLine() {
        return leaf + " " + WITHHELD + " " + hashOfEntry();
    }

    /** The leaf hash of the entry as it is now; that of the log if the row is missing. */
    public String hashOfEntry() {
        return entry == null ? leafHash : NodeHash.leaf(entry).hex();
    }

    /** The line of an export: fields parted by spaces, the entry last. */
    public String line() {
        return leaf + " " + chainName() + " " + number + " " + hash + " " + entry;
    }

    /** The leaf in an anchor. */
    public String token() {
        return chainName() + "#" + number + "=" + leafHash;
    }

    /** The chain's name without spaces and separators. Names of incidents stay as they are. */
    public String chainName() {
        return URLEncoder.encode(chain, StandardCharsets.UTF_8);
    }
}
