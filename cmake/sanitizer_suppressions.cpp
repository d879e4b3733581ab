// Linked into sanitized programs: leaks that are not ours.

extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_options();

// libxlsxwriter 1.1 keeps copies of some strings of a workbook after workbook_close (lxw_strdup, a few bytes each).
extern "C" const char* __lsan_default_suppressions() { return "leak:libxlsxwriter\nleak:lxw_strdup\n"; }

// Tests compare what programs print: no list of what was suppressed.
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
