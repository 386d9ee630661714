package dev.firebreak.runbook.step.firewall.nftables;

import dev.firebreak.runbook.step.firewall.stack.IsolationRules;
import java.util.List;

/** What {@code nft} is called with. Whatever one call names is one transaction of the kernel. */
final class NftCommands {

    /** The whole path: systemd starts it, and sudo allows exactly it. */
    private static final String NFT = "/usr/sbin/nft";

    static final List<String> LIST = List.of(NFT, "--stateless", "list", "table", "inet", "firebreak_isolation");

    /** Adding first makes it harmless where there is none. */
    static final List<String> REMOVE =
            List.of(NFT, "add table " + IsolationRules.TABLE + "; delete table " + IsolationRules.TABLE);

    private NftCommands() {}

    static List<String> load(String rules) {
        return List.of(NFT, rules);
    }

    /** The answer to {@link #LIST} of a stack without our table. */
    static boolean saysThatNoneIsThere(String errors) {
        return errors.contains("No such file or directory") && errors.contains("firebreak_isolation");
    }
}
