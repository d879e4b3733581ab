#include "io/relative_path.hpp"

namespace parindex {

std::string relative_path(const std::string& file, const std::string& base) {
    if (base.empty() || !file.starts_with(base)) return file;
    // "rounds/a" is no folder of "rounds/ab/x.json".
    if (base.back() != '/' && file.size() > base.size() && file[base.size()] != '/') return file;
    auto rest = file.substr(base.size());
    rest.erase(0, rest.find_first_not_of('/'));
    return rest.empty() ? file : rest;
}

}  // namespace parindex
