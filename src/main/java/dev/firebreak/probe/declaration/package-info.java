/** Declarations: the folder of YAML files that say what is checked, read strictly, as one value, at the start. */
package dev.firebreak.probe.declaration;
