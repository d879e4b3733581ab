// Linked into sanitized programs: leaks that are not ours.

extern "C" const char* __lsan_default_suppressions();

// libxlsxwriter 1.1 keeps copies of some strings of a workbook after workbook_close (lxw_strdup, a few bytes each).
extern "C" const char* __lsan_default_suppressions() { return "leak:libxlsxwriter\nleak:lxw_strdup\n"; }
