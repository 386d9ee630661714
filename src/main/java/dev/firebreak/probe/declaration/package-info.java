/** Declarations: the folder of YAML files that say what is checked, read strictly, as one value that is replaced whole. */
package dev.firebreak.probe.declaration;
