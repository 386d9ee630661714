/** Files of a node's machine: found by globs, followed over rotation and truncation. */
package dev.firebreak.logwatch.file;
