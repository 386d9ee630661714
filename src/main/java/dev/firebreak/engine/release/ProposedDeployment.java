package dev.firebreak.engine.release;

import dev.firebreak.text.Hash;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a person wanted to deploy.
 *
 * @param name of the deployment, or null
 * @param source of the deployment, or null
 * @param files contents by file name
 * @param keys the guarded models in it, which are not those in force
 */
record ProposedDeployment(
        String name, String source, String author, SortedMap<String, byte[]> files, Set<String> keys) {

    String sha256() {
        return Hash.sha256(files.entrySet().stream()
                .map(file -> file.getKey() + "\n" + Hash.sha256(file.getValue()) + "\n")
                .collect(Collectors.joining()));
    }
}
