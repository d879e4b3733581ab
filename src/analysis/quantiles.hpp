#pragma once
/// Quantiles of the distributions that intervals need, in plain doubles.

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace parindex {

/// Without the detour over long double: the same figures on machines where that is another type, and under tools that do
/// not know 80 bits.
using DoublesOnly = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

inline double normal_quantile(double share) {
    return boost::math::quantile(boost::math::normal_distribution<double, DoublesOnly>(), share);
}

inline double student_quantile(double degrees, double share) {
    return boost::math::quantile(boost::math::students_t_distribution<double, DoublesOnly>(degrees), share);
}

}  // namespace parindex
